package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

@Timeout(120)
@PostgresTest
class BlockingRuleTest {

    private final BlockingRule rule = new BlockingRule();

    @BeforeEach
    void an_accounts_table(Database db) {
        db.execute(
                "create table \"Accounts\" (id int primary key, balance int)",
                "insert into \"Accounts\" values (1, 0), (2, 0)");
    }

    @Test
    void names_the_session_at_the_root_of_a_chain(Database db) throws Exception {
        try (var root = db.connection();
                var middle = db.connection();
                var last = db.connection()) {
            update(root, "update \"Accounts\" set balance = 1 where id = 1");
            update(middle, "update \"Accounts\" set balance = 2 where id = 2");
            var first = later(middle, "update \"Accounts\" set balance = 2 where id = 1");
            withWaiting(db, 1);
            var second = later(last, "update \"Accounts\" set balance = 3 where id = 2");
            var catalog = withWaiting(db, 2);
            root.rollback();
            first.join();
            middle.rollback();
            second.join();
            last.rollback();

            var finding = rule.examine(Situation.later(catalog, 20));
            assertThat(Situation.seen(rule, Situation.later(catalog, 20)))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING pid " + pid(root))
                    .containsPattern("blocks 2 sessions, for up to 2\\d s");
            assertThat(finding.getFirst().evidence())
                    .extracting(Evidence::text)
                    .as("without the constants, which may be anybody's")
                    .anyMatch(text ->
                            text.contains("idle in transaction: update \"Accounts\" set balance = ? where id = ?"));
            assertThat(Situation.seen(rule, Situation.later(catalog, 100)))
                    .singleElement()
                    .asString()
                    .startsWith("CRITICAL");
            assertThat(rule.examine(catalog)).as("only just begun").isEmpty();
        }
    }

    @Test
    void reads_since_when_a_session_waits_and_not_since_when_its_statement_runs(Database db) throws Exception {
        try (var root = db.connection();
                var late = db.connection()) {
            update(root, "update \"Accounts\" set balance = 1 where id = 1");
            var updating = later(late, "do 'begin perform pg_sleep(2); update \"Accounts\" set balance = 2; end'");
            var waiting = onceItWaits(db, pid(late));
            root.rollback();
            updating.join();
            late.rollback();

            assertThat(waiting.waitSeconds()).isGreaterThanOrEqualTo(0);
            assertThat(waiting.stateSeconds()).isGreaterThan(Objects.requireNonNull(waiting.waitSeconds()) + 1.9);
        }
    }

    @Test
    void counts_the_wait_and_not_what_its_statement_did_before() {
        assertThat(rule.examine(atWork(4.9))).isEmpty();
        assertThat(Situation.seen(rule, atWork(20.0)))
                .containsExactly(
                        "WARNING pid 7: pid 7 (not a client, or not visible) blocks 1 session, for up to 20 s");
        assertThat(Situation.seen(rule, atWork(null)))
                .as("the server does not tell yet")
                .containsExactly(
                        "CRITICAL pid 7: pid 7 (not a client, or not visible) blocks 1 session, for up to 15 min");
    }

    @Test
    void is_silent_where_nobody_waits(Database db) throws SQLException {
        try (var writing = db.connection()) {
            update(writing, "update \"Accounts\" set balance = 1 where id = 1");

            assertThat(rule.examine(Situation.later(Situation.of(db), 10_000))).isEmpty();
            writing.rollback();
        }
    }

    @Test
    void names_those_that_are_no_session() {
        assertThat(Made.server().waiting(20, 0).seenBy(rule))
                .containsExactly("WARNING pid 0: a prepared transaction blocks 1 session, for up to 20 s");
        assertThat(Made.server().waiting(20, 0).reasonsOf(rule)).allMatch(w -> w.contains("ROLLBACK PREPARED"));
        assertThat(Made.server().waiting(20, 7).seenBy(rule))
                .containsExactly(
                        "WARNING pid 7: pid 7 (not a client, or not visible) blocks 1 session, for up to 20 s");
        assertThat(Made.server().waiting(20, 7).reasonsOf(rule)).allMatch(w -> w.contains("pg_terminate_backend(7)"));
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(Made.server().waiting(4.9, 7).seenBy(rule)).isEmpty();
        assertThat(Made.server().waiting(5, 7).seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("WARNING");
        assertThat(Made.server().waiting(59.9, 7).seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("WARNING");
        assertThat(Made.server().waiting(60, 7).seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("CRITICAL");
        assertThat(waiting(9).seenBy(rule)).singleElement().asString().startsWith("WARNING");
        assertThat(waiting(10).seenBy(rule)).singleElement().asString().startsWith("CRITICAL");
    }

    @Test
    void follows_a_chain_and_ends_where_it_runs_in_a_circle() {
        assertThat(Made.server().waiting(20, 7, 101).waiting(10, 100).seenBy(rule))
                .containsExactly(
                        "WARNING pid 7: pid 7 (not a client, or not visible) blocks 2 sessions, for up to 20 s");
        assertThat(Made.server().waiting(20, 101).waiting(20, 100).seenBy(rule))
                .as("the server ends it")
                .isEmpty();
    }

    @Test
    void names_the_five_that_have_waited_longest() {
        assertThat(waiting(7).evidenceOf(rule))
                .hasSize(6)
                .anyMatch(text -> text.startsWith("pid 106, user ann (app) waits behind pid [7]"))
                .noneMatch(text -> text.startsWith("pid 101,"));
    }

    @Test
    void says_what_it_cannot_see_and_is_silent_on_waits_of_unknown_length() {
        assertThat(Situation.seen(rule, hidden(20.0)))
                .containsExactly("WARNING pid 7: pid 7 blocks 1 session, for up to 20 s");
        assertThat(rule.examine(hidden(20.0)).getFirst().evidence())
                .extracting(Evidence::text)
                .first()
                .isEqualTo("pid 7 is in an unknown state: not visible");
        assertThat(rule.examine(hidden(null))).isEmpty();
    }

    /** One session that a role without rights sees little of, and another that waits for it. */
    private static Catalog hidden(@Nullable Double seconds) {
        var root = new Activity.Session(7, null, null, null, null, null, null, null, null, null, null, List.of());
        var waiting = new Activity.Session(
                8, "ann", "shop", "app", "active", "Lock", "tuple", seconds, seconds, null, "select 1", List.of(7));
        return Situation.madeUp(
                new Activity(List.of(root, waiting), List.of(), List.of(), List.of(), null, List.of(), null, Map.of()),
                Map.of());
    }

    /** One whose statement runs for a quarter of an hour and waits for so long. */
    private static Catalog atWork(@Nullable Double waited) {
        var waiting = new Activity.Session(
                8, "ann", "shop", "app", "active", "Lock", "tuple", 900.0, 900.0, null, "select 1", List.of(7), waited);
        return Situation.madeUp(
                new Activity(List.of(waiting), List.of(), List.of(), List.of(), null, List.of(), null, Map.of()),
                Map.of());
    }

    /** So many for one process, each a second longer than the one before. */
    private static Made waiting(int sessions) {
        var server = Made.server();
        for (int i = 0; i < sessions; i++) {
            server.waiting(6 + i, 7);
        }
        return server;
    }

    private static Catalog withWaiting(Database db, int count) {
        while (true) {
            var catalog = Situation.of(db);
            long waiting = catalog.activity().sessions().stream()
                    .filter(s -> !s.blockedBy().isEmpty())
                    .count();
            if (waiting >= count) {
                return catalog;
            }
        }
    }

    /** The session as soon as the server tells since when it waits. */
    private static Activity.Session onceItWaits(Database db, int pid) {
        while (true) {
            var waiting = Situation.of(db).activity().sessions().stream()
                    .filter(s -> s.pid() == pid && s.waitSeconds() != null)
                    .findFirst();
            if (waiting.isPresent()) {
                return waiting.get();
            }
        }
    }

    private static CompletableFuture<Void> later(Connection connection, String sql) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        update(connection, sql);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private static void update(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }
}
