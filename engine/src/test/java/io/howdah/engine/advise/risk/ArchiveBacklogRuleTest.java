package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class ArchiveBacklogRuleTest {

    private final ArchiveBacklogRule rule = new ArchiveBacklogRule();

    @Test
    void sees_segments_that_pile_up() {
        assertThat(archiving("cp %p /archive/%f").activity("archive_ready", 200).seenBy(rule))
                .containsExactly("WARNING server: 200 segments of WAL wait to be archived, 3.1 GB");
        assertThat(archiving("cp %p /archive/%f")
                        .setting("wal_segment_size", 64 * Made.MB)
                        .activity("archive_ready", 200)
                        .seenBy(rule))
                .containsExactly("WARNING server: 200 segments of WAL wait to be archived, 13 GB");
    }

    @Test
    void is_silent_on_what_a_peak_leaves() {
        assertThat(archiving("cp %p /archive/%f").activity("archive_ready", 63).seenBy(rule))
                .isEmpty();
        assertThat(archiving("cp %p /archive/%f").seenBy(rule)).isEmpty();
    }

    @Test
    void sees_that_nobody_archives() {
        assertThat(archiving("").seenBy(rule))
                .containsExactly("WARNING server: WAL is kept to be archived, and nothing archives it");
        assertThat(archiving("").setting("archive_library", "").seenBy(rule)).hasSize(1);
    }

    @Test
    void sees_on_a_standby_only_what_that_keeps() {
        assertThat(archiving("").recovering().seenBy(rule)).isEmpty();
        assertThat(Made.server()
                        .setting("archive_mode", "always")
                        .setting("archive_command", "")
                        .recovering()
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void is_silent_where_a_library_archives_or_nothing_is_to_be_archived() {
        assertThat(archiving("").setting("archive_library", "basic_archive").seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .setting("archive_mode", "off")
                        .setting("archive_command", "")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void counts_from_64_segments_on() {
        assertThat(archiving("cp %p /archive/%f").activity("archive_ready", 64).seenBy(rule))
                .containsExactly("WARNING server: 64 segments of WAL wait to be archived, 1 GB");
    }

    @Test
    void sees_on_a_primary_that_nobody_archives_what_is_always_kept() {
        assertThat(Made.server()
                        .setting("archive_mode", "always")
                        .setting("archive_command", "")
                        .seenBy(rule))
                .containsExactly("WARNING server: WAL is kept to be archived, and nothing archives it");
    }

    @Test
    void is_silent_where_the_settings_are_hidden() {
        assertThat(Made.server().setting("archive_mode", "on").seenBy(rule)).isEmpty();
        assertThat(Made.server().setting("archive_command", "").seenBy(rule)).isEmpty();
    }

    @Test
    void reads_how_many_wait(Database db) {
        assertThat(Situation.of(db).activity().counters()).containsEntry("archive_ready", 0.0);
    }

    private static Made archiving(String command) {
        return Made.server().setting("archive_mode", "on").setting("archive_command", command);
    }
}
