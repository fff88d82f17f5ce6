package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@PostgresTest
class LongTransactionRuleTest {

    private final LongTransactionRule rule = new LongTransactionRule();

    @Test
    void sees_a_statement_that_has_held_its_snapshot_for_hours(Database db) throws Exception {
        db.execute("create table orders (id int)");
        try (var reporting = db.connection();
                var statement = reporting.createStatement()) {
            var running = CompletableFuture.runAsync(() -> sleepInTheServer(statement), Thread::startVirtualThread);
            var catalog = whileActive(db);
            statement.cancel();
            running.join();

            assertThat(Situation.seen(rule, Situation.later(catalog, 2 * 3_600)))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING pid ")
                    .contains("in one transaction for 2 h");
            assertThat(Situation.seen(rule, Situation.later(catalog, 13 * 3_600)))
                    .singleElement()
                    .asString()
                    .startsWith("CRITICAL pid ");
            assertThat(rule.examine(catalog)).as("only just begun").isEmpty();
        }
    }

    @Test
    void leaves_idle_sessions_to_the_rule_for_them(Database db) {
        assertThat(rule.examine(Situation.later(Situation.of(db), 100_000))).isEmpty();
    }

    @Test
    void is_silent_about_sessions_that_hold_no_snapshot_or_do_nothing() {
        assertThat(Made.server()
                        .session("active", null, null, 100_000, null)
                        .session("idle in transaction", "Client", "ClientRead", 100_000, 7L)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(working(3_599).seenBy(rule)).isEmpty();
        assertThat(working(3_600).seenBy(rule)).singleElement().asString().startsWith("WARNING pid 100");
        assertThat(working(43_199).seenBy(rule)).singleElement().asString().startsWith("WARNING pid 100");
        assertThat(working(43_200).seenBy(rule)).singleElement().asString().startsWith("CRITICAL pid 100");
    }

    @Test
    void is_silent_about_transactions_of_unknown_age() {
        var session = new Activity.Session(
                7, "ann", "shop", "app", "active", null, null, null, 100_000.0, 7L, null, List.of());

        assertThat(rule.examine(Situation.madeUp(
                        new Activity(
                                List.of(session), List.of(), List.of(), List.of(), null, List.of(), null, Map.of()),
                        Map.of())))
                .isEmpty();
    }

    @Test
    void is_silent_about_a_vacuum_which_no_other_waits_for() {
        assertThat(rule.examine(running("VACUUM (ANALYZE) orders"))).isEmpty();
        assertThat(rule.examine(running("vacuum full orders"))).hasSize(1);
        assertThat(rule.examine(running("VACUUM (FULL) orders"))).hasSize(1);
        assertThat(rule.examine(running("SELECT 'vacuum'"))).hasSize(1);
        assertThat(rule.examine(running(""))).hasSize(1);
    }

    private static Catalog running(String sql) {
        var session =
                new Activity.Session(7, "ann", "shop", "app", "active", null, null, 7200.0, 7200.0, 7L, sql, List.of());
        return Situation.madeUp(
                new Activity(List.of(session), List.of(), List.of(), List.of(), null, List.of(), null, Map.of()),
                Map.of());
    }

    private static Made working(double seconds) {
        return Made.server().session("active", null, null, seconds, 7L);
    }

    private static Catalog whileActive(Database db) {
        while (true) {
            var catalog = Situation.of(db);
            if (catalog.activity().sessions().stream()
                    .anyMatch(s -> "active".equals(s.state())
                            && String.valueOf(s.query()).contains("pg_sleep(60)"))) {
                return catalog;
            }
        }
    }

    private static void sleepInTheServer(Statement statement) {
        try {
            statement.execute("select count(*), pg_sleep(60) from orders");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("cancelled by the test").isEqualTo("57014");
        }
    }
}
