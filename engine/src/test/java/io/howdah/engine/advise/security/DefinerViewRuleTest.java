package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest(major = 18)
class DefinerViewRuleTest {

    @Test
    void sees_views_that_show_rows_past_the_policies(Database db) {
        db.execute(
                "create table \"Secret\" (a int)",
                "alter table \"Secret\" enable row level security",
                "create view \"Open\" as select * from \"Secret\"",
                "create materialized view kept as select a from \"Secret\"",
                "create view invoker with (security_invoker = true) as select * from \"Secret\"",
                "create extension pg_trgm",
                "create view of_extension as select * from \"Secret\"",
                "alter extension pg_trgm add view of_extension",
                "create table \"Secret too\" (a int)",
                "create view fine as select * from \"Secret too\"");

        var findings = Looking.with(new DefinerViewRule(), db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Open\"", "WARNING kept");
        assertThat(findings)
                .filteredOn(f -> f.subject().contains("Open"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.why()).startsWith("A view reads with the rights of its owner");
                    var choice = Objects.requireNonNull(f.decision()).choices().getFirst();
                    assertThat(choice.title()).isEqualTo("let it read with the rights of whoever asks");
                    assertThat(choice.sql()).hasSize(1).allMatch(sql -> sql.contains("security_invoker"));
                });
        assertThat(findings)
                .filteredOn(f -> f.subject().contains("kept"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.why()).startsWith("A materialized view");
                    var choice = Objects.requireNonNull(f.decision()).choices().getFirst();
                    assertThat(choice.title()).isEqualTo("grant it only to roles that may see every row");
                    assertThat(choice.sql()).isEmpty();
                });
    }

    @Test
    void reads_each_word_for_the_rights_of_whoever_asks(Database db) {
        db.execute(
                "create table \"Secret\" (a int)",
                "alter table \"Secret\" enable row level security",
                "create view by_word with (security_invoker = on) as select * from \"Secret\"",
                "create view by_number with (security_invoker = 1) as select * from \"Secret\"",
                "create view by_assent with (security_invoker = yes) as select * from \"Secret\"",
                "create view \"Not so\" with (security_invoker = off) as select * from \"Secret\"");

        assertThat(Looking.graded(Looking.with(new DefinerViewRule(), db))).containsExactly("WARNING \"Not so\"");
    }

    @Test
    void offers_the_rights_of_whoever_asks_where_the_version_has_them(Database db) {
        db.execute(
                "create table \"Secret\" (a int)",
                "alter table \"Secret\" enable row level security",
                "create view \"Open\" as select * from \"Secret\"");
        var catalog = Looking.catalog(db);

        assertThat(ways(Looking.at(150_000, catalog)))
                .containsExactly(
                        "let it read with the rights of whoever asks", "grant it only to roles that may see every row");
        assertThat(ways(Looking.at(140_024, catalog))).containsExactly("grant it only to roles that may see every row");
    }

    private static List<String> ways(Catalog catalog) {
        var finding = new DefinerViewRule().examine(catalog).getFirst();
        return Objects.requireNonNull(finding.decision()).choices().stream()
                .map(Choice::title)
                .toList();
    }

    @Test
    void is_silent_where_the_policies_hold_for_the_owner_of_the_view(Database db) {
        var owner = "\"" + db.createRole().name() + "\"";
        db.execute(
                "create table \"Secret\" (a int)",
                "alter table \"Secret\" enable row level security",
                "create view seen as select * from \"Secret\"",
                "alter view seen owner to " + owner,
                "create materialized view kept as select * from \"Secret\"",
                "alter materialized view kept owner to " + owner);
        assertThat(Looking.subjects(Looking.with(new DefinerViewRule(), db))).containsExactly("kept");

        db.execute("alter table \"Secret\" owner to " + owner);
        assertThat(Looking.subjects(Looking.with(new DefinerViewRule(), db))).containsExactly("kept", "seen");

        db.execute("alter table \"Secret\" force row level security");
        assertThat(Looking.subjects(Looking.with(new DefinerViewRule(), db))).containsExactly("kept");
    }
}
