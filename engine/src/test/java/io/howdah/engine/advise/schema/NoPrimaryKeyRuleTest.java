package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class NoPrimaryKeyRuleTest {

    private final NoPrimaryKeyRule rule = new NoPrimaryKeyRule();

    @Test
    void sees_tables_without_a_key_and_how_to_get_one(Database db) {
        db.execute(
                "create table \"With out\" (a int, b int unique, c int not null, d int not null)",
                "create index on \"With out\" (c)",
                "create unique index on \"With out\" (d) where d > 0",
                "create table promoted (a int not null unique)",
                "create table parts (a int) partition by range (a)",
                "create table parts_1 partition of parts default",
                "insert into \"With out\" values (1, 1, 1, 1)",
                "insert into promoted values (1)",
                "insert into parts values (1)",
                "analyze");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings))
                .containsExactly("NOTICE promoted", "WARNING \"With out\"", "WARNING parts");
        findings.stream()
                .filter(f -> !f.subject().endsWith("parts"))
                .forEach(f -> Objects.requireNonNull(f.decision())
                        .choices()
                        .getFirst()
                        .sql()
                        .forEach(db::execute));
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING parts");
    }

    @Test
    void leaves_keyed_empty_and_temporary_tables_and_migration_tools_alone(Database db) {
        db.execute(
                "create table keyed (a int primary key)",
                "insert into keyed values (1)",
                "create table empty (a int)",
                "create temporary table passing (a int)",
                "insert into passing values (1)",
                "create table databasechangelog (a int)",
                "insert into databasechangelog values (1)",
                "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
