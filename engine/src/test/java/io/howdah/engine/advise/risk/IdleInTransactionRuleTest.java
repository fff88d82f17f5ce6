package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@PostgresTest
class IdleInTransactionRuleTest {

    private final IdleInTransactionRule rule = new IdleInTransactionRule();

    @Test
    void sees_a_session_that_forgot_its_transaction(Database db) throws SQLException {
        db.execute("create table \"Orders\" (id int)");
        try (var forgetful = db.connection();
                var statement = forgetful.createStatement()) {
            forgetful.setAutoCommit(false);
            statement.execute("select  *\nfrom \"Orders\"");
            var catalog = Situation.of(db);

            var later = Situation.later(catalog, 600);
            assertThat(Situation.seen(rule, later))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING pid ")
                    .contains("idle in a transaction for 10 min");
            assertThat(rule.examine(later).getFirst().evidence().getFirst().text())
                    .isEqualTo("last statement: select * from \"Orders\"");
            assertThat(Situation.seen(rule, Situation.later(catalog, 4_000)))
                    .singleElement()
                    .asString()
                    .startsWith("CRITICAL");
            assertThat(rule.examine(catalog)).as("only just begun").isEmpty();
            forgetful.rollback();
        }
    }

    @Test
    void leaves_an_idle_session_without_a_transaction_alone(Database db) throws SQLException {
        try (var idle = db.connection();
                var statement = idle.createStatement()) {
            statement.execute("select 1");

            assertThat(rule.examine(Situation.later(Situation.of(db), 100_000))).isEmpty();
        }
    }
}
