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
class ExistenceCountRuleTest {

    private static Forms forms;

    @BeforeAll
    static void people_and_orders(Database db) {
        db.execute(
                "create table people (id int primary key)",
                "create table orders (id int primary key, person int)",
                "insert into people select i from generate_series(1, 100) i",
                "insert into orders select i, i % 60 from generate_series(1, 3000) i",
                "analyze");
        forms = Forms.of(new ExistenceCountRule(), db);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) > 0 from orders where person = 7",
                "select count(*) >= 1 as any from orders where person = 700",
                "select count(*) = 0 from orders where person = 7",
                "select count(1) <> 0 from orders",
                "select count(1) != 0 from orders",
                "select count(*) < 1 from orders",
                "select count(*) <= 0 from orders where person = 700 order by 1",
                "select id from people where (select count(*) from orders where person = people.id) > 0 and id < 80",
                "select id from people where id > 3 and (select count(*) from orders where person = people.id) = 0"
            })
    void asks_whether_a_row_exists(String sql) {
        assertThat(forms.of(sql)).contains("EXISTS (SELECT 1 FROM orders").doesNotContain("count");
        assertThat(forms.sameRows(sql)).isPositive();
    }

    @Test
    void leaves_counts_alone_of_which_the_number_matters() {
        assertThat(forms.refusal("select count(*) > 1 from orders")).isEmpty();
        assertThat(forms.refusal("select count(*) from orders")).isEmpty();
        assertThat(forms.refusal("select count(person) > 0 from orders")).isEmpty();
        assertThat(forms.refusal("select count(*) > 0 from orders group by person"))
                .isEmpty();
        assertThat(forms.refusal("select id from people where (select count(*) from orders) > 5"))
                .isEmpty();
    }

    @Test
    void leaves_alone_what_is_no_count_of_the_rows_of_a_query() {
        for (var sql : List.of(
                "select count(*) > 0, 1 from orders",
                "select count(*) > 0",
                "select count(*) > 0 from orders having count(*) > 3",
                "select distinct count(*) > 0 from orders",
                "select count(*) > 0 from orders limit 0",
                "select count(distinct 1) > 0 from orders",
                "select count(person, 1) > 0 from orders",
                "select count() > 0 from orders",
                "select sum(1) > 0 from orders",
                "select person > 0 from orders",
                "select count(*) > $1 from orders",
                "select count(*) + 1 from orders",
                "select id from people where (select count(*) from orders group by person limit 1) > 0",
                "select id from people where (select sum(1) from orders) > 0",
                "select id from people where (select count(*), 1 from orders) > 0",
                "select id from people where (select count(*) from orders for update) > 0",
                "select id from people where id > 0")) {
            assertThat(forms.refusal(sql)).as(sql).isEmpty();
        }
    }
}
