package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@PostgresTest
class NeverVacuumedRuleTest {

    private final NeverVacuumedRule rule = new NeverVacuumedRule();

    @Test
    void sees_a_table_full_of_dead_rows_that_was_never_vacuumed(Database db) throws SQLException {
        filled(db, "delete from \"Orders\" where id <= 2000");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Orders\": \"Te st\".\"Orders\" was never vacuumed since its counters began");
    }

    @Test
    void sees_a_table_that_was_never_analysed(Database db) throws SQLException {
        filled(db);

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Orders\": \"Te st\".\"Orders\" was never analysed since its counters began");
    }

    @Test
    void is_silent_once_it_was(Database db) throws SQLException {
        filled(db, "delete from \"Orders\" where id <= 2000", "vacuum analyze \"Orders\"");
        Counters.await(db, "select vacuum_count from pg_stat_all_tables where relname = 'Orders'", 1);

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void is_silent_about_small_tables(Database db) throws SQLException {
        filled(db, "truncate \"Orders\"");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    private static void filled(Database db, String... then) throws SQLException {
        db.execute("create table \"Orders\" (id int)");
        try (var writing = db.connection();
                var statement = writing.createStatement()) {
            statement.execute("insert into \"Orders\" select generate_series(1, 3000)");
            for (var sql : then) {
                statement.execute(sql);
            }
        }
        Counters.await(db, "select n_tup_ins from pg_stat_all_tables where relname = 'Orders'", 3_000);
    }
}
