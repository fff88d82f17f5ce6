package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    @Test
    void counts_from_each_line_on() {
        assertThat(idle(59).seenBy(rule)).isEmpty();
        assertThat(idle(60).seenBy(rule))
                .containsExactly("WARNING pid 100: pid 100, user ann (app) has been idle in a transaction for 60 s");
        assertThat(idle(3_599).seenBy(rule)).singleElement().asString().startsWith("WARNING");
        assertThat(idle(3_600).seenBy(rule)).singleElement().asString().startsWith("CRITICAL");
    }

    @Test
    void sees_a_transaction_that_failed_and_was_not_ended() {
        assertThat(Made.server()
                        .session("idle in transaction (aborted)", "Client", "ClientRead", 600, null)
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void is_silent_about_sessions_at_work_and_those_of_which_little_is_visible() {
        assertThat(Made.server().session("active", null, null, 100_000, 7L).seenBy(rule))
                .isEmpty();
        assertThat(rule.examine(hidden(null, 100_000.0))).isEmpty();
        assertThat(rule.examine(hidden("idle in transaction", null))).isEmpty();
    }

    private static Made idle(double seconds) {
        return Made.server().session("idle in transaction", "Client", "ClientRead", seconds, null);
    }

    private static Catalog hidden(@Nullable String state, @Nullable Double seconds) {
        var session = new Activity.Session(
                7, "ann", "shop", "app", state, null, null, seconds, seconds, null, null, List.of());
        return Situation.madeUp(
                new Activity(List.of(session), List.of(), List.of(), List.of(), null, List.of(), null, Map.of()),
                Map.of());
    }
}
