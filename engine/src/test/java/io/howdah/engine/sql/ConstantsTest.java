package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.PlanJson;
import org.junit.jupiter.api.Test;

class ConstantsTest {

    @Test
    void puts_question_marks_in_place_of_strings_and_numbers() {
        assertThat(hidden(
                        "select * from t where a = 'it''s me' and b > 4.5 and c = $tag$x$tag$ and d = E'\\'y' limit 5"))
                .isEqualTo("select * from t where a = ? and b > ? and c = ? and d = ? limit ?");
        assertThat(hidden("((status = 'open'::text) AND (id = ANY ('{1,2}'::integer[])))"))
                .isEqualTo("((status = ?::text) AND (id = ANY (?::integer[])))");
    }

    @Test
    void leaves_names_parameters_and_truths() {
        var sql = "select t1.\"It's 5\" from \"2024\" t1 where a = $1 and b is true";

        assertThat(hidden(sql)).isEqualTo(sql);
        assertThat(hidden("(id = (SubPlan 1)) AND (a = (InitPlan 2).col1)"))
                .isEqualTo("(id = (SubPlan 1)) AND (a = (InitPlan 2).col1)");
    }

    @Test
    void leaves_out_comments_and_what_was_cut_off() {
        assertThat(hidden("/* user 'ann' */ select a -- of bob\nfrom t where b = 'unfinished"))
                .isEqualTo("select a from t where b = ?");
        assertThat(hidden("select a from t where b in ($1 /*, ... */)"))
                .isEqualTo("select a from t where b in ($1 /*, ... */)");
    }

    @Test
    void hides_what_a_plan_compares_and_keeps_what_it_counts() {
        var plan = PlanJson.read("""
                [{"Plan": {"Node Type": "Sort", "Sort Key": ["(lower('Ann'::text))"], "Sort Space Used": 25,
                  "Plans": [{"Node Type": "Index Scan", "Index Name": "by_2", "Relation Name": "t",
                             "Index Cond": "(name = 'Ann'::text)", "Rows Removed by Filter": 7}]}}]
                """);

        var nodes = Constants.HIDDEN.in(plan).nodes();

        assertThat(nodes.get(0).keys().get("Sort Key")).containsExactly("(lower(?::text))");
        assertThat(nodes.get(0).details()).containsEntry("Sort Space Used", "25");
        assertThat(nodes.get(1).details())
                .containsEntry("Index Cond", "(name = ?::text)")
                .containsEntry("Rows Removed by Filter", "7");
        assertThat(nodes.get(1).index()).isEqualTo("by_2");
        assertThat(Constants.SHOWN.in(plan)).isEqualTo(plan);
    }

    private static String hidden(String sql) {
        assertThat(Constants.SHOWN.in(sql)).isEqualTo(sql);
        return Constants.HIDDEN.in(sql);
    }
}
