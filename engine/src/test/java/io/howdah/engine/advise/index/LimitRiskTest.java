package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Statement.Counters;
import io.howdah.engine.twin.Question;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class LimitRiskTest {

    @BeforeEach
    void work_most_of_which_is_done(Database db) {
        db.execute(
                "create table \"Work\" (id int primary key, done boolean not null, due int not null)",
                "insert into \"Work\" select n, n % 50 > 0, n * 7919 % 20000 from generate_series(1, 20000) n",
                "create index on \"Work\" (due)",
                "create index on \"Work\" (due) where not done",
                "analyze \"Work\"");
    }

    @Test
    void charges_for_the_rows_that_may_have_to_be_passed_over(Database db) {
        double few = undercharge(db, "where id % 50 = 7");
        double most = undercharge(db, "where done");

        assertThat(few).isPositive();
        assertThat(most).isPositive().isLessThan(few / 10);
    }

    @Test
    void charges_nothing_where_every_row_passes_or_all_are_read(Database db) {
        assertThat(undercharge(db, "")).isZero();
        assertThat(undercharge(db, "where not done")).isZero();
    }

    @Test
    void charges_no_more_than_the_pages_that_calls_ask_for(Database db) {
        assertThat(underchargeOfCalls(db, 20, 0)).isCloseTo(20 * (ScatteredScans.RETURN + 0.0175), within(0.05));
        assertThat(underchargeOfCalls(db, 10, 1)).isCloseTo(10 * (ScatteredScans.RETURN + 0.0175) + 4, within(0.05));
        assertThat(underchargeOfCalls(db, 1000, 1000)).isEqualTo(undercharge(db, "where id % 50 = 7"));
    }

    @Test
    void counts_all_rows_of_a_page_where_they_lie_in_order(Database db) {
        double scattered = underchargeOfCalls(db, 20, 0);
        db.execute(
                "create table sorted as select * from \"Work\" order by due",
                "drop table \"Work\"",
                "alter table sorted rename to \"Work\"",
                "create index \"Work_due_idx\" on \"Work\" (due)",
                "analyze \"Work\"");

        assertThat(underchargeOfCalls(db, 20, 0)).isGreaterThan(10 * scattered);
    }

    @Test
    void knows_nothing_of_the_calls_of_another_plan(Database db) {
        var risk = new LimitRisk(Looking.catalog(db));
        var plan = plan(db, "where id % 50 = 7");
        db.execute("drop index \"Work_due_idx\"");
        var running = plan(db, "where id % 50 = 7");

        assertThat(risk.undercharge(asked(running, 20, 0), plan)).isEqualTo(risk.undercharge(plan));
    }

    @Test
    void charges_in_full_where_nobody_counted_what_calls_pay(Database db) {
        var risk = new LimitRisk(Looking.catalog(db));
        var plan = plan(db, "where id % 50 = 7");
        double full = risk.undercharge(plan);
        var uncalled = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        assertThat(full).isPositive();
        assertThat(risk.undercharge(asked(plan, new Statement("1", "select", List.of(), 40, 40, null)), plan))
                .isEqualTo(full);
        assertThat(risk.undercharge(asked(plan, new Statement("1", "select", List.of(), 0, 0, uncalled)), plan))
                .isEqualTo(full);
    }

    /** Of a statement that runs by the plan in question. */
    private static double underchargeOfCalls(Database db, double hitsOfACall, double readsOfACall) {
        var plan = plan(db, "where id % 50 = 7");
        return new LimitRisk(Looking.catalog(db)).undercharge(asked(plan, hitsOfACall, readsOfACall), plan);
    }

    private static Asked asked(Plan plan, double hitsOfACall, double readsOfACall) {
        int calls = 40;
        var counters = new Counters(10 * calls, 0, 0, 0, hitsOfACall * calls, readsOfACall * calls, 0, 0, 0, 0);
        return asked(plan, new Statement("1", "select", List.of(), calls, calls, counters));
    }

    private static Asked asked(Plan plan, Statement statement) {
        return new Asked(new Question(statement, "select", 1, false), 40, plan, List.of());
    }

    private static double undercharge(Database db, String condition) {
        return new LimitRisk(Looking.catalog(db)).undercharge(plan(db, condition));
    }

    private static Plan plan(Database db, String condition) {
        return PlanJson.read(String.join(
                "\n",
                db.column("explain (verbose, format json) select * from \"Work\" " + condition
                        + " order by due limit 10")));
    }
}
