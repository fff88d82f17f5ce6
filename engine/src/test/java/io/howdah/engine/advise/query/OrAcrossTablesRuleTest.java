package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class OrAcrossTablesRuleTest {

    private static final String JOIN = "select o.id, p.name from orders o join people p on p.id = o.person where ";

    private static Forms forms;

    @BeforeAll
    static void people_and_orders(Database db) {
        db.execute(
                "create table people (id int primary key, name text)",
                "create table orders (id int primary key, person int, total int)",
                "insert into people select i, case when i % 4 > 0 then 'p' || i % 30 end from generate_series(1, 100) i",
                "insert into orders select i, i % 60, case when i % 5 > 0 then i % 9 end from generate_series(1, 3000) i",
                "analyze");
        forms = Forms.of(new OrAcrossTablesRule(), db);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(o.total = 3 or p.name = 'p7')",
                "o.total = 3 or p.name = 'p7'",
                "o.id > 40 and (p.name = 'p7' or o.total = 3) order by id limit 10",
                "(o.total = 3 or p.name = 'p7') order by 1 desc offset 5"
            })
    void makes_two_queries_whose_rows_do_not_meet_also_where_conditions_are_null(String condition) {
        assertThat(forms.of(JOIN + condition)).contains("UNION ALL").contains("IS NOT TRUE");
        assertThat(forms.sameRows(JOIN + condition)).isPositive();
    }

    @Test
    void refuses_an_order_by_what_is_not_given_out() {
        assertThat(forms.refusal(JOIN + "(o.total = 3 or p.name = 'p7') order by o.total"))
                .contains("ordered by what it does not give out");
    }

    @Test
    void leaves_or_on_one_table_and_aggregates_alone() {
        assertThat(forms.refusal(JOIN + "(o.total = 3 or o.id = 7)")).isEmpty();
        assertThat(
                        forms.refusal(
                                "select count(*) from orders o join people p on p.id = o.person where (o.total = 3 or p.name = 'p7')"))
                .isEmpty();
        assertThat(
                        forms.refusal(
                                "select o.id from orders o left join people p on p.id = o.person where (o.total = 3 or p.name = 'p7')"))
                .isEmpty();
    }

    @Test
    void leaves_alone_what_takes_rows_together_and_conditions_between_tables() {
        for (var sql : List.of(
                JOIN.replace("select", "select distinct") + "(o.total = 3 or p.name = 'p7')",
                JOIN + "(o.total = 3 or o.id = p.id)",
                JOIN + "(o.id = p.id or p.name = 'p7')",
                JOIN + "(o.total = 3 or exists (select 1))",
                JOIN + "(exists (select 1) or p.name = 'p7')",
                JOIN + "(o.total = 3 or 1 = 2)",
                JOIN + "o.total = 3 and p.name = 'p7'",
                "select id from orders where (total = 3 or id = 7)")) {
            assertThat(forms.refusal(sql)).as(sql).isEmpty();
        }
    }

    @Test
    void knows_what_an_order_means_behind_a_union() {
        var either = "(o.total = 3 or p.name = 'p7') order by ";

        assertThat(forms.sameRows(
                        "select o.id as x from orders o join people p on p.id = o.person where " + either + "x"))
                .isPositive();
        for (var order : List.of("o.id", "total", "id + 1")) {
            assertThat(forms.refusal(JOIN + either + order)).as(order).contains("does not give out");
        }
        assertThat(forms.refusal(
                        "select o.id as x from orders o join people p on p.id = o.person where " + either + "id"))
                .contains("does not give out");
    }
}
