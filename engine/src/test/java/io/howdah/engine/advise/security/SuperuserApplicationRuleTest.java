package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Name;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class SuperuserApplicationRuleTest {

    private final SuperuserApplicationRule rule = new SuperuserApplicationRule();

    @Test
    void sees_applications_with_more_rights_than_any_needs(Database db) {
        db.execute(
                "create table t (a int)",
                "create role \"Maker\" createrole",
                "create role plain",
                "create role filer",
                "grant pg_read_server_files to filer");
        var catalog = Looking.catalog(db);
        var sql = "select a from \"Te st\".t";

        assertThat(Looking.graded(Looking.with(rule, catalog, Statements.of(db.user(), sql), Map.of())))
                .containsExactly("WARNING role " + Name.quoted(db.user()));
        assertThat(Looking.graded(Looking.with(rule, catalog, Statements.of("Maker", sql), Map.of())))
                .containsExactly("NOTICE role \"Maker\"");
        assertThat(Looking.graded(Looking.with(rule, catalog, Statements.of("filer", sql), Map.of())))
                .containsExactly("NOTICE role filer");
        assertThat(Looking.with(rule, catalog, Statements.of("plain", sql), Map.of()))
                .isEmpty();
        assertThat(Looking.with(rule, catalog, Statements.of(db.user(), "select 1 from pg_class"), Map.of()))
                .isEmpty();
        db.execute("create role \"Boss\" superuser");
        for (var role : List.of("filer", "Maker", "Boss")) {
            Looking.with(rule, Looking.catalog(db), Statements.of(role, sql), Map.of())
                    .forEach(f -> Objects.requireNonNull(f.decision())
                            .choices()
                            .get(1)
                            .sql()
                            .forEach(db::execute));
            assertThat(Looking.with(rule, Looking.catalog(db), Statements.of(role, sql), Map.of()))
                    .as("of %s with what it needs", role)
                    .isEmpty();
        }
        db.execute("drop role \"Maker\"", "drop role plain", "drop role filer", "drop role \"Boss\"");
    }
}
