package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class CheckpointFrequencyRuleTest {

    private final CheckpointFrequencyRule rule = new CheckpointFrequencyRule();

    @Test
    void sees_checkpoints_that_come_because_wal_is_full() {
        assertThat(Situation.seen(rule, checkpoints(90, 10, 6_000)))
                .containsExactly(
                        "WARNING server: a checkpoint every 60 s, 90 % of them because max_wal_size was reached");
    }

    @Test
    void is_silent_where_most_come_by_time() {
        assertThat(rule.examine(checkpoints(10, 90, 30_000))).isEmpty();
    }

    @Test
    void is_silent_about_a_few_that_were_asked_for_on_an_idle_server() {
        assertThat(rule.examine(checkpoints(5, 0, 60))).isEmpty();
        assertThat(rule.examine(checkpoints(60, 10, 1_000_000))).isEmpty();
    }

    @Test
    void takes_none_for_full_wal_that_the_wal_written_does_not_fill() {
        assertThat(rule.examine(written(5.0 * Made.GB))).isEmpty();
        assertThat(Situation.seen(rule, written(100.0 * Made.GB)))
                .containsExactly(
                        "WARNING server: a checkpoint every 60 s, 90 % of them because max_wal_size was reached");
    }

    @Test
    void reads_the_counters_of_a_real_server(Database db) {
        assertThat(Situation.of(db).activity().counters())
                .containsKeys("checkpoints_requested", "checkpoints_timed", "checkpoints_seconds");
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(rule.examine(checkpoints(9, 0, 540))).isEmpty();
        assertThat(rule.examine(checkpoints(10, 0, 600))).hasSize(1);
        assertThat(rule.examine(checkpoints(50, 50, 6_000))).isEmpty();
        assertThat(rule.examine(checkpoints(51, 49, 6_000))).hasSize(1);
        assertThat(rule.examine(checkpoints(100, 0, 30_000))).isEmpty();
        assertThat(rule.examine(checkpoints(100, 0, 29_900))).hasSize(1);
    }

    @Test
    void goes_by_the_time_that_is_set() {
        assertThat(counted().setting("checkpoint_timeout", 60_000).seenBy(rule)).isEmpty();
        assertThat(counted().setting("checkpoint_timeout", 61_000).seenBy(rule)).hasSize(1);
    }

    @Test
    void takes_all_that_were_requested_for_full_wal_where_its_limit_is_hidden() {
        assertThat(counted()
                        .counter("wal_bytes", 1)
                        .counter("wal_seconds", 6_000)
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void is_silent_where_it_is_not_known_since_when_they_were_counted() {
        assertThat(Made.server()
                        .activity("checkpoints_requested", 90)
                        .activity("checkpoints_timed", 10)
                        .seenBy(rule))
                .isEmpty();
    }

    /** Ninety checkpoints requested and ten by time in a hundred minutes. */
    private static Made counted() {
        return Made.server()
                .activity("checkpoints_requested", 90)
                .activity("checkpoints_timed", 10)
                .activity("checkpoints_seconds", 6_000);
    }

    /** Ninety checkpoints requested and ten by time in a hundred minutes, in which so much WAL was written. */
    private static Catalog written(double bytes) {
        return Made.server()
                .setting("max_wal_size", Made.GB)
                .activity("checkpoints_requested", 90)
                .activity("checkpoints_timed", 10)
                .activity("checkpoints_seconds", 6_000)
                .counter("wal_bytes", bytes)
                .counter("wal_seconds", 6_000)
                .scene()
                .catalog();
    }

    private static Catalog checkpoints(double requested, double timed, double seconds) {
        return Situation.madeUp(
                Situation.counters(Map.of(
                        "checkpoints_requested",
                        requested,
                        "checkpoints_timed",
                        timed,
                        "checkpoints_seconds",
                        seconds)),
                Map.of("max_wal_size", "1073741824"));
    }
}
