package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@PostgresTest
class LastBackupRuleTest {

    private final LastBackupRule rule = new LastBackupRule();

    @Test
    void says_that_nothing_is_visible_where_wal_is_not_archived(Database db) {
        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly("WARNING server: no backup is visible: WAL is not archived, and there is no replica");
    }

    @Test
    void says_that_archiving_has_been_silent_for_a_day() {
        var before = Situation.NOW.minus(Duration.ofHours(25));

        assertThat(Situation.seen(rule, archived(before)))
                .containsExactly("WARNING server: no WAL was archived since " + before);
        assertThat(Situation.seen(rule, archived(null))).containsExactly("WARNING server: no WAL was archived ever");
    }

    @Test
    void is_silent_where_wal_was_archived_lately() {
        assertThat(rule.examine(archived(Situation.NOW.minusSeconds(600)))).isEmpty();
    }

    @Test
    void is_silent_while_a_base_backup_runs() {
        var catalog = Situation.madeUp(
                Situation.counters(Map.of("base_backups_running", 1.0)), Map.of("archive_mode", "off"));

        assertThat(rule.examine(catalog)).isEmpty();
    }

    @Test
    void counts_from_a_day_on() {
        var day = Situation.NOW.minus(Duration.ofHours(24));

        assertThat(rule.examine(archived(day))).isEmpty();
        assertThat(rule.examine(archived(day.minusSeconds(1)))).hasSize(1);
    }

    @Test
    void takes_it_lighter_where_there_is_a_replica() {
        assertThat(Made.server()
                        .setting("archive_mode", "off")
                        .replica("async", null)
                        .seenBy(rule))
                .containsExactly("NOTICE server: no backup is visible: WAL is not archived");
    }

    @Test
    void leaves_a_standby_alone() {
        assertThat(Made.server().setting("archive_mode", "off").recovering().seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_no_backup_where_archiving_cannot_be_looked_at() {
        assertThat(Made.server().setting("archive_mode", "on").seenBy(rule)).hasSize(1);
    }

    private static Catalog archived(@Nullable Instant last) {
        return Situation.madeUp(
                Situation.archiver(new Activity.Archiver(5, last, 0, null, null)), Map.of("archive_mode", "on"));
    }
}
