package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class NestedViewsRuleTest {

    @Test
    void sees_the_fourth_of_a_pile(Database db) {
        db.execute(
                "create table t (a int)",
                "create view \"V 1\" as select a from t",
                "create view v2 as select a from \"V 1\"",
                "create view v3 as select a from v2",
                "create view \"V 4\" as select x.a from v3 x join \"V 1\" y using (a)");

        assertThat(Looking.graded(Looking.with(new NestedViewsRule(), db))).containsExactly("INFO \"V 4\"");
    }

    @Test
    void takes_no_view_over_tables_for_nested_however_low_the_threshold_is(Database db) {
        db.execute(
                "create table t (a int)",
                "create view v1 as select a from t",
                "create view v2 as select a from v1",
                "create view v3 as select a from v2");

        assertThat(Looking.subjects(Looking.closely(new NestedViewsRule(), db))).containsExactly("v2", "v3");
    }

    @Test
    void is_silent_where_rows_are_kept_in_between_and_about_views_of_migration_tools(Database db) {
        db.execute(
                "create table t (a int)",
                "create view v1 as select a from t",
                "create view v2 as select a from v1",
                "create materialized view kept as select a from v2",
                "create view over_kept as select a from kept",
                "create view far_over_kept as select a from over_kept",
                "create view v3 as select a from v2",
                "create view schema_version as select a from v3");

        assertThat(Looking.with(new NestedViewsRule(), db)).isEmpty();
    }

    @Test
    void is_not_lost_in_a_view_that_recurs(Database db) {
        db.execute("create recursive view nums (n) as select 1 union all select n + 1 from nums where n < 5");

        assertThat(Looking.with(new NestedViewsRule(), db)).isEmpty();
    }

    @Test
    void counts_on_from_a_view_that_recurs(Database db) {
        db.execute(
                "create recursive view nums (n) as select 1 union all select n + 1 from nums where n < 5",
                "create view v2 as select n from nums",
                "create view v3 as select n from v2",
                "create view v4 as select n from v3");

        assertThat(Looking.subjects(Looking.with(new NestedViewsRule(), db))).containsExactly("v4");
    }
}
