package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PublicGrantRuleTest {

    private final PublicGrantRule rule = new PublicGrantRule();

    @Test
    void sees_what_everybody_may_read_or_change(Database db) {
        db.execute(
                "create table \"Read\" (a int)",
                "grant select on \"Read\" to public",
                "create table written (a int)",
                "grant select, insert on written to public",
                "create role reader",
                "create table fine (a int)",
                "grant select on fine to reader");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Read\"", "WARNING written");
        assertThat(findings)
                .extracting(Finding::title)
                .satisfiesExactly(
                        read -> assertThat(read).startsWith("everybody may read "),
                        change -> assertThat(change).startsWith("everybody may change "));
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
        db.execute("drop owned by reader", "drop role reader");
    }

    @Test
    void takes_each_right_that_changes_rows_for_writing_and_no_other(Database db) {
        for (var right : List.of("insert", "update", "delete", "truncate", "trigger", "references")) {
            db.execute("create table to_" + right + " (a int)", "grant " + right + " on to_" + right + " to public");
        }
        db.execute("create view \"Seen\" as select 1 as a", "grant select on \"Seen\" to public");

        assertThat(Looking.graded(Looking.with(rule, db)))
                .containsExactly(
                        "NOTICE \"Seen\"",
                        "NOTICE to_references",
                        "WARNING to_delete",
                        "WARNING to_insert",
                        "WARNING to_trigger",
                        "WARNING to_truncate",
                        "WARNING to_update");
    }

    @Test
    void leaves_the_books_of_migration_tools_alone(Database db) {
        db.execute("create table flyway_schema_history (a int)", "grant select on flyway_schema_history to public");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
