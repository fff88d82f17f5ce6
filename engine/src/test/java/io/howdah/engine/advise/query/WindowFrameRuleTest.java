package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.prove.Outcome;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class WindowFrameRuleTest {

    private static final String RUNNING =
            "select id, sum(amount) over (partition by account order by id) as running from payments";

    private static Forms forms;

    @BeforeAll
    static void payments_some_at_one_time(Database db) {
        db.execute(
                "create table payments (id int primary key, account int not null, paid timestamptz not null, amount int not null)",
                "create table accounts (id int primary key)",
                "insert into payments select i, i % 50, '2026-01-01'::timestamptz + i / 100 * interval '1 h', i % 7"
                        + " from generate_series(1, 100000) i",
                "analyze");
        forms = Forms.of(new WindowFrameRule(), db);
    }

    @Test
    void writes_rows_where_the_order_holds_a_key() {
        assertThat(forms.of(RUNNING)).contains("ORDER BY id ROWS UNBOUNDED PRECEDING)");
        assertThat(forms.sameRows(RUNNING)).isEqualTo(100_000);
    }

    @Test
    void gives_the_same_rows_for_each_function_and_order() {
        for (var window : List.of(
                "count(*) over (order by paid, id desc)",
                "first_value(amount) over (partition by id order by amount)",
                "max(amount) over (order by id), row_number() over (order by paid)")) {
            assertThat(forms.sameRows("select id, " + window + " from payments where account < 5"))
                    .as(window)
                    .isPositive();
        }
    }

    @Test
    void refuses_orders_that_leave_rows_equal() {
        var sql = RUNNING.replace("order by id", "order by paid");

        assertThat(forms.refusal(sql)).contains("may be equal in the order");
        var rows = sql.replace("order by paid", "order by paid rows unbounded preceding");
        assertThat(forms.run(sql, rows, new Attempt.Rewritten(rows))).isInstanceOf(Outcome.OtherRows.class);
        assertThat(forms.refusal(RUNNING.replace("order by id", "order by -id")))
                .contains("may be equal");
        assertThat(forms.refusal("select sum(amount) over (order by p.id) from payments p join accounts a on true"))
                .contains("one plain table");
    }

    @Test
    void leaves_alone_windows_with_a_frame_or_without_an_order_and_functions_that_look_at_no_frame() {
        for (var window : List.of(
                "sum(amount) over (partition by account)",
                "sum(amount) over (order by id range unbounded preceding)",
                "sum(amount) over (order by id rows between 3 preceding and current row)",
                "row_number() over (order by id)",
                "sum(amount)")) {
            assertThat(forms.refusal("select " + window + " from payments"))
                    .as(window)
                    .isEmpty();
        }
    }
}
