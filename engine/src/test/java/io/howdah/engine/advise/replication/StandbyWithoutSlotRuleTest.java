package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
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
}
