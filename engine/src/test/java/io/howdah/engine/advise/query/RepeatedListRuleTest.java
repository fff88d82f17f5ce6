package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.prove.Outcome;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class RepeatedListRuleTest {

    private static final String TWICE =
            "WITH t AS NOT MATERIALIZED (SELECT \"Boss\" AS b, count(*) AS n FROM people GROUP BY 1)"
                    + " SELECT x.b, y.b FROM t x JOIN t y ON x.n = y.n + 1 OR x.b = y.b";

    private static Forms forms;

    @BeforeAll
    static void people(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int)",
                "insert into people select i, i % 40 from generate_series(1, 60000) i",
                "analyze");
        forms = Forms.of(new RepeatedListRule(), db);
    }

    @Test
    void computes_once_what_is_costly_and_named_twice_and_is_measured_faster() {
        assertThat(forms.of(TWICE)).contains("t AS MATERIALIZED (SELECT").doesNotContain("NOT");
        assertThat(((Outcome.SameRows) forms.run(TWICE)).isFaster()).isTrue();
    }

    @Test
    void leaves_alone_what_is_named_once_or_is_the_planners_choice() {
        assertThat(forms.refusal("WITH t AS NOT MATERIALIZED (SELECT id FROM people) SELECT * FROM t WHERE id = 7"))
                .isEmpty();
        assertThat(forms.refusal(TWICE.replace("NOT MATERIALIZED", ""))).isEmpty();
        assertThat(forms.refusal(TWICE.replace("NOT MATERIALIZED", "MATERIALIZED")))
                .isEmpty();
        assertThat(forms.refusal(TWICE.replace("WITH t", "WITH RECURSIVE t"))).isEmpty();
        assertThat(forms.refusal("SELECT 1 FROM people")).isEmpty();
    }
}
