package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Activity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandbyWithoutSlotRuleTest {

    private final StandbyWithoutSlotRule rule = new StandbyWithoutSlotRule();

    @Test
    void sees_a_standby_for_which_nothing_is_kept() {
        assertThat(server().replica("async", null).seenBy(rule))
                .containsExactly(
                        "NOTICE setting wal_keep_size: 1 standby follows without a slot, and no WAL is kept for it");
        assertThat(server().replica("async", null).replica("async", null).seenBy(rule))
                .containsExactly(
                        "NOTICE setting wal_keep_size: 2 standbys follow without a slot, and no WAL is kept for them");
    }

    @Test
    void proposes_an_hour_of_wal_and_a_gigabyte_at_least() {
        assertThat(server().replica("async", null).mendedBy(rule)).contains("ALTER SYSTEM SET wal_keep_size = '1GB';");
        assertThat(server().replica("async", null)
                        .counter("wal_seconds", 1_000)
                        .counter("wal_bytes", 1_000.0 * Made.MB)
                        .mendedBy(rule))
                .contains("ALTER SYSTEM SET wal_keep_size = '3600MB';");
    }

    @Test
    void is_silent_where_something_keeps_it() {
        assertThat(server().replica("async", null)
                        .slot("one", "physical", 0L, null)
                        .seenBy(rule))
                .isEmpty();
        assertThat(kept(64, "off").replica("async", null).seenBy(rule)).isEmpty();
        assertThat(kept(0, "on").replica("async", null).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_where_nobody_follows() {
        assertThat(server().seenBy(rule)).isEmpty();
    }

    private static Made server() {
        return kept(0, "off");
    }

    private static Made kept(int megabytes, String archive) {
        return Made.server().setting("wal_keep_size", megabytes).setting("archive_mode", archive);
    }

    @Test
    void counts_those_that_catch_up_and_no_other_readers() {
        assertThat(seen("catchup", List.of())).hasSize(1);
        assertThat(seen("backup", List.of())).isEmpty();
        assertThat(seen("startup", List.of())).isEmpty();
        assertThat(seen(null, List.of())).isEmpty();
    }

    @Test
    void counts_slots_in_use_alone() {
        assertThat(seen("streaming", List.of(slot(false)))).hasSize(1);
        assertThat(seen("streaming", List.of(slot(false), slot(true)))).isEmpty();
    }

    @Test
    void counts_those_beyond_the_slots() {
        assertThat(server().replica("async", null)
                        .replica("async", null)
                        .slot("one", "physical", 0L, null)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting wal_keep_size: 1 standby follows without a slot, and no WAL is kept for it");
    }

    @Test
    void is_silent_where_it_is_not_known_what_is_kept() {
        assertThat(Made.server()
                        .setting("wal_keep_size", 0)
                        .replica("async", null)
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .setting("archive_mode", "off")
                        .replica("async", null)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void proposes_a_gigabyte_where_little_is_written_or_counting_has_just_begun() {
        var made = server().replica("async", null).counter("wal_seconds", 1_000);

        assertThat(made.counter("wal_bytes", 1_000.0).mendedBy(rule))
                .contains("ALTER SYSTEM SET wal_keep_size = '1GB';");
        assertThat(made.counter("wal_seconds", 0).mendedBy(rule)).contains("ALTER SYSTEM SET wal_keep_size = '1GB';");
    }

    /** With one reader of WAL in this state. */
    private List<Finding> seen(@Nullable String state, List<Activity.Slot> slots) {
        var reader = new Activity.Replica("walreceiver", "10.0.0.2", state, "async", 0L, 0.0, null);
        var going = new Activity(List.of(), slots, List.of(), List.of(reader), null, List.of(), null, Map.of());
        return rule.examine(server().scene().catalog().withActivity(going));
    }

    private static Activity.Slot slot(boolean active) {
        return new Activity.Slot("s", "physical", active, 0L, null, "reserved");
    }
}
