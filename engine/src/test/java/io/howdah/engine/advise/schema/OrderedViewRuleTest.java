package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class OrderedViewRuleTest {

    private final OrderedViewRule rule = new OrderedViewRule();

    @BeforeEach
    void a_table(Database db) {
        db.execute("create table t (a int, \"order\" int)");
    }

    @Test
    void sees_a_view_that_sorts_all_its_rows(Database db) {
        db.execute(
                "create view \"Sorted\" as select a from t order by \"order\"",
                "create view sorted_union as select a from t union select \"order\" from t order by 1");

        assertThat(Looking.graded(Looking.with(rule, db)))
                .containsExactlyInAnyOrder("INFO \"Sorted\"", "INFO sorted_union");
    }

    @Test
    void is_silent_where_the_order_decides_which_rows_come(Database db) {
        db.execute(
                "create view top as select a from t order by a limit 10",
                "create view page as select a from t order by a offset 10",
                "create view firsts as select a from t order by a fetch first 5 rows only",
                "create view newest as select distinct on (a) a, \"order\" from t order by a, \"order\" desc");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_on_orders_within_and_on_rows_that_are_stored(Database db) {
        db.execute(
                "create view windowed as select a, row_number() over (order by a) from t",
                "create view gathered as select array_agg(a order by a) from t",
                "create view inner_top as select a from (select a from t order by a limit 3) x",
                "create view plain as select a, \"order\" from t",
                "create materialized view stored as select a from t order by a");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
