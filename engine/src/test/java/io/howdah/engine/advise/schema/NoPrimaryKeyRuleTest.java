package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
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

    @Test
    void leaves_heirs_alone_and_takes_no_expression_for_a_key(Database db) {
        db.execute(
                "create table base (a int primary key)",
                "create table heir () inherits (base)",
                "insert into heir values (1)",
                "create table named (a text not null)",
                "create unique index on named (lower(a))",
                "insert into named values ('x')",
                "analyze");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING named");
    }

    @Test
    void offers_for_a_key_only_a_number_or_text_that_was_never_the_same_twice(Database db) {
        db.execute(
                "create table logs (kind int, day date, code text)",
                "insert into logs select n % 3, date '2000-01-01' + n, 'x' || n % 50 from generate_series(1, 100) n",
                "analyze");
        assertThat(titles(db)).containsExactly("add a key of its own");

        db.execute("update logs set code = code || day", "analyze");
        assertThat(titles(db)).containsExactly("add a key of its own", "make code the key");
    }

    @Test
    void adds_a_key_by_a_name_that_no_column_has(Database db) {
        db.execute(
                "create table one (id int)",
                "create table two (id int, row_id int)",
                "insert into one values (1), (1)",
                "insert into two values (1, 1), (1, 1)",
                "analyze");

        Looking.with(rule, db)
                .forEach(f -> Objects.requireNonNull(f.decision())
                        .choices()
                        .getFirst()
                        .sql()
                        .forEach(db::execute));

        assertThat(db.column("select attname from pg_attribute where attidentity = 'a' order by 1"))
                .containsExactly("row_id", "row_id_2");
    }

    private List<String> titles(Database db) {
        return Objects.requireNonNull(Looking.with(rule, db).getFirst().decision()).choices().stream()
                .map(Choice::title)
                .toList();
    }
}
