package io.howdah.engine.apply.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.Pace;
import io.howdah.testkit.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The vacuum that prevents transaction id wraparound is waited for and never cancelled, before a change and in the middle of one. */
@Tag("slow")
class WraparoundFaultTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static final String VACUUM = "select coalesce(max(pid), 0) from pg_stat_activity"
            + " where query like 'autovacuum: VACUUM %Led ger (to prevent wraparound)' and datname = current_database()";

    private Stage stage;

    @BeforeEach
    void a_server_that_freezes_early() {
        stage = Stage.open(Map.of(
                "autovacuum", "on",
                "autovacuum_naptime", "1s",
                "autovacuum_freeze_max_age", "100000"));
    }

    @AfterEach
    void no_server() {
        stage.close();
    }

    @Test
    void a_change_begins_when_it_has_ended() throws Exception {
        var kind = kind();
        try (var life = Life.begin(stage, kind, 11)) {
            long vacuum = vacuumed(life.db());
            var seen = new Onlooker(() -> {});
            var change = begun(life, kind, seen);

            Onlooker.await(
                    () -> seen.told().stream().anyMatch(text -> text.contains("prevents transaction id wraparound")),
                    LONG,
                    "it is told what is waited for: " + seen.told());
            assertThat(number(life.db(), VACUUM)).as("still at work").isEqualTo(vacuum);
            change.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();

            ended(life);
        }
    }

    @Test
    void a_copy_stands_still_until_it_has_ended() throws Exception {
        var kind = kind();
        try (var life = Life.begin(stage, kind, 12)) {
            var seen = new Onlooker(() -> vacuumed(life.db()));
            var change = begun(life, kind, seen);

            Onlooker.await(
                    () -> seen.slowedBy().startsWith("the automatic vacuum that prevents transaction id wraparound"),
                    LONG,
                    "the copy stands still");
            change.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();

            ended(life);
        }
    }

    /** Its vacuum takes some seconds, and is only made where it must be. */
    private static KindOfChange kind() {
        return Kinds.named("wider numbers")
                .rows(3_000)
                .with("alter table \"Led ger\" set (autovacuum_enabled = false, autovacuum_vacuum_cost_delay = 30,"
                        + " autovacuum_vacuum_cost_limit = 1)");
    }

    private CompletableFuture<Void> begun(Life life, KindOfChange kind, Onlooker seen) {
        var applier = new Applier(
                Life.sessions(stage, life.db()),
                Life.OPTIONS.sampling(Duration.ofMillis(1)).pace(Pace.GENTLE));
        return CompletableFuture.runAsync(() -> applier.apply(kind.changes().apply(life.db()), seen));
    }

    /** Uses up transaction ids until the table's own vacuum is at work; its process. */
    private static long vacuumed(Database db) {
        execute(
                db,
                "do $$ begin perform set_config('synchronous_commit', 'off', false);"
                        + " for i in 1 .. 120000 loop perform pg_current_xact_id(); commit; end loop; end $$");
        Onlooker.await(() -> number(db, VACUUM) > 0, LONG, "the vacuum is at work");
        return number(db, VACUUM);
    }

    private void ended(Life life) throws SQLException, IOException {
        life.mustBeMade();
        life.journalMustRest();
        life.verify();
        assertThat(Files.readString(stage.server().server().logFile())).doesNotContain("canceling autovacuum task");
    }

    private static long number(Database db, String sql) {
        try (var connection = DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Database db, String sql) {
        try (var connection = DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
