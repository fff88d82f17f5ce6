package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
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
