package io.howdah.engine.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Time;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class TrialRunsTest {

    private static final String SLEEP = "select pg_sleep(0.3)";

    @Test
    void takes_a_time_limit_for_no_time_of_a_plan(Database db) throws SQLException {
        try (var connection = db.connection()) {
            connection.setAutoCommit(false);
            var runs = new TrialRuns(connection, UnaryOperator.identity(), Duration.ofMinutes(1), Time.SYSTEM);

            assertThat(runs.known(SLEEP, 50)).isEqualTo(50);
            assertThat(runs.count(SLEEP)).isZero();
            assertThat(runs.known(SLEEP, 20)).isEqualTo(20);
            assertThat(runs.known(SLEEP, 10_000)).isBetween(300.0, 9_000.0);
            assertThat(runs.known(SLEEP, 100)).isGreaterThanOrEqualTo(300);
            assertThat(runs.count(SLEEP)).isOne();
        }
    }

    /** Whatever sends many rows would fill the memory, and its time would be that of sending. */
    @ParameterizedTest
    @CsvSource({"100, 1", "50000, 2"})
    void runs_what_gives_few_rows_as_an_application_does(int rows, int explained, Database db) throws SQLException {
        db.execute("create extension if not exists pg_stat_statements");
        var sql = "select n from generate_series(1, %1$d) sent_%1$d(n)".formatted(rows);
        try (var connection = db.connection()) {
            connection.setAutoCommit(false);
            var runs = new TrialRuns(connection, UnaryOperator.identity(), Duration.ofMinutes(1), Time.SYSTEM);

            assertThat(runs.known(sql, 10_000)).isPositive();
        }
        assertThat(calls(db, "EXPLAIN%ANALYZE%sent!_" + rows + "(%")).isEqualTo(explained);
        assertThat(calls(db, "select%sent!_" + rows + "(%")).isEqualTo(2 - explained);
    }

    private static long calls(Database db, String pattern) {
        return db.number("select coalesce(sum(calls), 0)::bigint from pg_stat_statements where query like '" + pattern
                + "' escape '!'");
    }
}
