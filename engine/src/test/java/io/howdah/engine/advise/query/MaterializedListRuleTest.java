package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.prove.Outcome;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class MaterializedListRuleTest {

    private static Forms forms;

    @BeforeAll
    static void people(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int)",
                "insert into people select i, i % 40 from generate_series(1, 4000) i",
                "analyze");
        forms = Forms.of(new MaterializedListRule(), db);
    }

    @Test
    void lets_conditions_into_a_list_that_is_written_as_materialized() {
        var sql = "WITH p AS MATERIALIZED (SELECT id, \"Boss\" FROM people) SELECT * FROM p WHERE id = 7";

        assertThat(forms.of(sql)).contains("AS NOT MATERIALIZED (SELECT").doesNotContain("AS MATERIALIZED");
        assertThat(forms.sameRows(sql)).isPositive();
        assertThat(((Outcome.SameRows) forms.run(sql)).isFaster()).isTrue();
    }

    @Test
    void lets_conditions_into_a_list_that_is_named_twice() {
        var sql = "WITH p AS (SELECT id, \"Boss\" FROM people) SELECT a.id, b.id FROM p a JOIN p b ON b.\"Boss\" = a.id"
                + " WHERE a.id = 7";

        assertThat(forms.of(sql)).contains("p AS NOT MATERIALIZED (SELECT");
        assertThat(forms.sameRows(sql)).isPositive();
        assertThat(((Outcome.SameRows) forms.run(sql)).isFaster()).isTrue();
    }

    @Test
    void leaves_alone_what_is_inlined_already_or_has_to_be_run_once() {
        assertThat(forms.refusal("WITH p AS (SELECT id FROM people) SELECT * FROM p WHERE id = 7"))
                .isEmpty();
        assertThat(forms.refusal("WITH p AS NOT MATERIALIZED (SELECT id FROM people) SELECT * FROM p WHERE id = 7"))
                .isEmpty();
        assertThat(forms.refusal("WITH p AS MATERIALIZED (SELECT id FROM people LIMIT 5) SELECT * FROM p WHERE id = 7"))
                .isEmpty();
        assertThat(forms.refusal("SELECT * FROM people WHERE id = 7")).isEmpty();
    }

    @Test
    void knows_a_list_with_names_for_its_columns() {
        assertThat(forms.of("WITH p (i) AS MATERIALIZED (SELECT id FROM people) SELECT * FROM p WHERE i = 7"))
                .contains("AS NOT MATERIALIZED (SELECT");
    }

    @Test
    void is_not_misled_by_names() {
        assertThat(forms.refusal("WITH p AS (SELECT id AS materialized FROM people) SELECT materialized FROM p"))
                .isEmpty();
        assertThat(forms.refusal("WITH p AS (SELECT id FROM people) SELECT a.id FROM p a, p.people b"))
                .isEmpty();
        assertThat(forms.refusal("WITH p AS (SELECT id FROM people) SELECT a.id FROM p a, p(1) b"))
                .isEmpty();
        assertThat(forms.refusal(
                        "WITH q AS (SELECT id FROM people), p AS (SELECT id FROM people) SELECT p.id FROM q, p"))
                .isEmpty();
        assertThat(forms.of("WITH p AS MATERIALIZED (SELECT \"limit\" FROM people) SELECT * FROM p"))
                .contains("NOT MATERIALIZED");
    }

    @Test
    void leaves_alone_lists_of_constants() {
        assertThat(forms.refusal("WITH p AS (VALUES (1), (2)) SELECT a.* FROM p a JOIN p b ON true"))
                .isEmpty();
    }
}
