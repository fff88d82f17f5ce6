package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class DistinctOverJoinRuleTest {

    private static Forms forms;

    @BeforeAll
    static void people_and_orders(Database db) {
        db.execute(
                "create table people (id int primary key, name text)",
                "create table orders (id int primary key, person int, total int)",
                "insert into people select i, 'p' || i % 30 from generate_series(1, 100) i",
                "insert into orders select i, i % 60, i % 9 from generate_series(1, 3000) i",
                "analyze");
        forms = Forms.of(new DistinctOverJoinRule(), db);
    }

    @Test
    void asks_for_the_joined_row_by_exists() {
        var sql = "select distinct p.id, p.name from people p join orders o on o.person = p.id"
                + " where o.total > 3 and p.id < 50 order by p.id";

        assertThat(forms.of(sql))
                .isEqualTo("SELECT p.id, p.name FROM people p WHERE p.id < 50 AND EXISTS (SELECT 1 FROM orders o"
                        + " WHERE o.person = p.id AND o.total > 3) ORDER BY p.id");
        assertThat(forms.sameRows(sql)).isEqualTo(49);
    }

    @Test
    void keeps_the_table_that_is_given_out_whichever_stands_first() {
        assertThat(forms.sameRows("select distinct p.* from orders o, people p where o.person = p.id and o.total = 4"))
                .isPositive();
    }

    @Test
    void refuses_columns_without_a_key_since_equal_rows_of_the_table_would_come_again() {
        assertThat(forms.refusal("select distinct p.name from people p join orders o on o.person = p.id"))
                .contains("no key of");
    }

    @Test
    void leaves_joins_alone_that_give_out_both_or_add_rows() {
        assertThat(forms.refusal("select distinct p.id, o.total from people p join orders o on o.person = p.id"))
                .isEmpty();
        assertThat(forms.refusal("select distinct p.id from people p left join orders o on o.person = p.id"))
                .isEmpty();
        assertThat(forms.refusal("select p.id from people p join orders o on o.person = p.id"))
                .isEmpty();
    }

    @Test
    void leaves_alone_what_is_not_one_join_with_a_condition_between_the_two() {
        for (var sql : List.of(
                "select distinct on (p.id) p.id from people p join orders o on o.person = p.id",
                "select distinct p.id from people p join orders o on o.person = p.id join orders x on x.person = p.id",
                "select distinct p.id from people p",
                "select distinct count(*) from people p join orders o on o.person = p.id",
                "select distinct p.id from people p join orders o on o.person = p.id group by p.id",
                "select distinct p.id from people p, orders o where p.id < 5",
                "select distinct p.id from people p join orders o on o.person = p.id and exists (select 1)",
                "select distinct p.id, (select 1) from people p join orders o on o.person = p.id",
                "select distinct p.id from people p natural join orders o")) {
            assertThat(forms.refusal(sql)).as(sql).isEmpty();
        }
    }
}
