package io.howdah.engine.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Time;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@PostgresTest
class TrialRunsTest {

    private static final String SLEEP = "select pg_sleep(0.3)";

    @Test
    void takes_a_time_limit_for_no_time_of_a_plan(Database db) throws SQLException {
        try (var connection = db.connection()) {
            connection.setAutoCommit(false);
            var runs = new TrialRuns(connection, UnaryOperator.identity(), Duration.ofMinutes(1), Time.SYSTEM);

            assertThat(runs.known(SLEEP, 50)).isEqualTo(50);
            assertThat(runs.known(SLEEP, 20)).isEqualTo(20);
            assertThat(runs.known(SLEEP, 10_000)).isBetween(300.0, 9_000.0);
            assertThat(runs.known(SLEEP, 100)).isGreaterThanOrEqualTo(300);
        }
    }
}
