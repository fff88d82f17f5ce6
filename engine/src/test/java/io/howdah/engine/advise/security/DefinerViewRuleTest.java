package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
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
}
