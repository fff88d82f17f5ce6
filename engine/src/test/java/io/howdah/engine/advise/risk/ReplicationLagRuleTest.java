package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class ReplicationLagRuleTest {

    private static final long MB = 1L << 20;

    private final ReplicationLagRule rule = new ReplicationLagRule();

    @Test
    void sees_a_replica_that_is_behind_in_time_or_in_bytes() {
        var replicas = Situation.replicas(
                new Activity.Replica("r1", "10.0.0.1", "streaming", "async", 5 * MB, 90.0, null),
                new Activity.Replica("r2", null, "catchup", "async", 20_000 * MB, 5.0, null));

        assertThat(Situation.seen(rule, Situation.madeUp(replicas, Map.of())))
                .containsExactly(
                        "WARNING replica r1 at 10.0.0.1: replica r1 at 10.0.0.1 is 5 MB and 90 s behind",
                        "CRITICAL replica r2: replica r2 is 20 GB and 5 s behind");
    }

    @Test
    void is_silent_about_a_replica_that_keeps_up() {
        var replicas = Situation.replicas(
                new Activity.Replica("r1", null, "streaming", "sync", 5 * MB, 0.3, null),
                new Activity.Replica("r2", null, "streaming", "sync", null, null, null));

        assertThat(rule.examine(Situation.madeUp(replicas, Map.of()))).isEmpty();
    }

    @Test
    void sees_on_the_replica_itself_that_replay_is_behind() {
        var counters = Situation.counters(Map.of("replay_delay_seconds", 700.0, "replay_delay_bytes", 1024.0));

        assertThat(Situation.seen(rule, Situation.madeUp(counters, Map.of())))
                .containsExactly("CRITICAL this replica: this replica is 1 kB and 12 min behind");
    }

    @Test
    void does_not_take_an_idle_primary_for_a_lag() {
        var counters = Situation.counters(Map.of("replay_delay_seconds", 90_000.0, "replay_delay_bytes", 0.0));

        assertThat(rule.examine(Situation.madeUp(counters, Map.of()))).isEmpty();
    }

    @Test
    void is_silent_about_a_server_without_replicas(Database db) {
        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(severities(0, 59.9)).isEmpty();
        assertThat(severities(0, 60.0)).containsExactly(Severity.WARNING);
        assertThat(severities(0, 599.9)).containsExactly(Severity.WARNING);
        assertThat(severities(0, 600.0)).containsExactly(Severity.CRITICAL);
        assertThat(severities(1024 * MB - 1, 0)).isEmpty();
        assertThat(severities(1024 * MB, 0)).containsExactly(Severity.WARNING);
        assertThat(severities(10_240 * MB - 1, 0)).containsExactly(Severity.WARNING);
        assertThat(severities(10_240 * MB, 0)).containsExactly(Severity.CRITICAL);
    }

    @Test
    void sees_bytes_alone_and_names_what_has_no_name() {
        var unnamed = Situation.replicas(new Activity.Replica(null, null, null, null, 2048 * MB, null, null));
        assertThat(Situation.seen(rule, Situation.madeUp(unnamed, Map.of())))
                .containsExactly("WARNING replica unnamed: replica unnamed is 2 GB and 0 s behind");

        var replaying = Situation.counters(Map.of("replay_delay_bytes", 2048.0 * MB));
        assertThat(Situation.seen(rule, Situation.madeUp(replaying, Map.of())))
                .containsExactly("WARNING this replica: this replica is 2 GB and 0 s behind");
    }

    private List<Severity> severities(long bytes, double seconds) {
        var replica = new Activity.Replica("r1", null, "streaming", "async", bytes, seconds, null);
        return rule.examine(Situation.madeUp(Situation.replicas(replica), Map.of())).stream()
                .map(Finding::severity)
                .toList();
    }
}
