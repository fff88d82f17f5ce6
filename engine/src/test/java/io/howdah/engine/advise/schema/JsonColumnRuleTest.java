package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class JsonColumnRuleTest {

    private final JsonColumnRule rule = new JsonColumnRule();

    @Test
    void sees_json_and_what_looking_into_it_takes(Database db) {
        db.execute(
                "create table \"Docs\" (id int primary key, body json, fine jsonb)",
                "insert into \"Docs\" select n, '{\"a\": 1}', '{\"a\": 1}' from generate_series(1, 1000) n",
                "analyze");

        var findings = Looking.with(
                rule,
                Looking.catalog(db),
                Looking.workload("select body->>'a' from \"Te st\".\"Docs\"", "select id from \"Te st\".\"Docs\""),
                Map.of());

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Docs\".body");
        assertThat(findings.getFirst().cost().timeShare()).isEqualTo(0.5);
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("INFO \"Docs\".body");
    }

    @Test
    void leaves_small_tables_alone(Database db) {
        db.execute("create table docs (body json)", "insert into docs values ('{}')", "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void sees_json_beside_columns_that_hold_something_else(Database db) {
        db.execute("create table docs (id int, twice int generated always as (id * 2) stored, body json)");

        assertThat(Looking.subjects(Looking.closely(rule, db))).containsExactly("docs.body");
    }

    @Test
    void names_the_column_beside_it_no_longer_than_names_can_be(Database db) {
        db.execute("create table docs (body json, a_document_of_which_the_name_is_long json)");

        var beside = Looking.closely(rule, db).stream()
                .flatMap(f -> Objects.requireNonNull(f.decision()).choices().get(1).sql().stream())
                .toList();

        assertThat(beside)
                .containsExactly(
                        "ALTER TABLE \"Te st\".docs ADD COLUMN body_jsonb jsonb"
                                + " GENERATED ALWAYS AS (body::jsonb) STORED",
                        "ALTER TABLE \"Te st\".docs ADD COLUMN a_document_of_which_the_name_i_jsonb jsonb"
                                + " GENERATED ALWAYS AS (a_document_of_which_the_name_is_long::jsonb) STORED");
    }

    @Test
    void is_silent_where_the_same_is_kept_as_jsonb_beside(Database db) {
        db.execute(
                "create table docs (body json, parsed jsonb generated always as (body::jsonb) stored)",
                "create table quoted (\"The body\" json, parsed jsonb generated always as (\"The body\"::jsonb) stored)",
                "create table others (body json, note json, parsed jsonb generated always as (note::jsonb) stored)");

        assertThat(Looking.subjects(Looking.closely(rule, db))).containsExactly("others.body");
    }
}
