package io.howdah.engine.apply.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.Pace;
import io.howdah.testkit.Database;
import io.howdah.testkit.ServerUnderTest;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy stands still while a standby does not follow or a slot keeps too much, says so, and goes on by itself. */
@Tag("slow")
class BrakesFaultTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static Stage stage;
    private static PostgresServer standby;

    @BeforeAll
    static void a_server_with_a_standby() throws Exception {
        stage = Stage.open(Map.of("max_wal_size", "1GB"));
        var primary = stage.server().server();
        primary.stop();
        var copy = folder.resolve("standby");
        copy(primary.dataDirectory(), copy);
        primary.startAgain();
        Files.createFile(copy.resolve("standby.signal"));
        standby = PostgresServer.builder()
                .dataDirectory(copy)
                .binaries(ServerUnderTest.binaries(primary.major()))
                .setting("max_prepared_transactions", "10")
                .setting(
                        "primary_conninfo",
                        "application_name=follower host=127.0.0.1 port=" + primary.port() + " user=" + primary.user()
                                + " password=" + primary.password())
                .start();
    }

    @AfterAll
    static void no_servers() {
        standby.close();
        stage.close();
    }

    @Test
    void a_copy_waits_for_a_standby_that_does_not_replay() throws SQLException {
        var kind = kind();
        try (var life = Life.begin(stage, kind, 7)) {
            Onlooker.await(
                    () -> life.db().number("select count(*) from pg_stat_replication where replay_lsn is not null")
                            == 1,
                    SOON,
                    "the standby follows");
            var seen = new Onlooker(() -> pauseReplay(life.db()));
            var change = begun(life, kind, Pace.GENTLE.lag(Duration.ofSeconds(2)), seen);

            mustStandStill(seen, "standby follower, which is ");
            onStandby("select pg_wal_replay_resume()");
            change.orTimeout(300, TimeUnit.SECONDS).join();

            assertThat(seen.told()).anyMatch(text -> text.contains("standby follower"));
            assertThat(seen.slowedBy()).isEmpty();
            ended(life);
        } finally {
            onStandby("select pg_wal_replay_resume()");
        }
    }

    @Test
    void a_copy_waits_for_the_reader_of_a_slot() throws SQLException {
        var kind = kind();
        try (var life = Life.begin(stage, kind, 8)) {
            var seen = new Onlooker(() -> query(
                    life.db(),
                    "select pg_create_physical_replication_slot('kept', true)",
                    "select pg_logical_emit_message(false, 'fills', repeat('x', 5000000))"));
            var change = begun(life, kind, Pace.GENTLE.retainedBytes(4 << 20), seen);

            mustStandStill(seen, "replication slot kept, which keeps ");
            query(life.db(), "select pg_drop_replication_slot('kept')");
            change.orTimeout(300, TimeUnit.SECONDS).join();

            ended(life);
        }
    }

    private static KindOfChange kind() {
        return Kinds.named("wider numbers").rows(15_000);
    }

    private static CompletableFuture<Void> begun(Life life, KindOfChange kind, Pace pace, Onlooker seen) {
        var applier = new Applier(
                Life.sessions(stage, life.db()),
                Life.OPTIONS.sampling(Duration.ofMillis(1)).pace(pace));
        return CompletableFuture.runAsync(() -> applier.apply(kind.changes().apply(life.db()), seen));
    }

    private static void mustStandStill(Onlooker seen, String why) {
        Onlooker.await(() -> seen.slowedBy().startsWith(why), SOON, why + " but " + seen.slowedBy() + seen.told());
        Onlooker.pause(Duration.ofSeconds(1));
        long rows = seen.rows();
        Onlooker.pause(Duration.ofSeconds(2));
        assertThat(seen.slowedBy()).startsWith(why);
        assertThat(seen.rows()).as("rows while it waits").isEqualTo(rows).isLessThan(15_000);
    }

    private static void ended(Life life) throws SQLException {
        life.mustBeMade();
        life.journalMustRest();
        life.verify();
    }

    /** The application goes on writing, so that the standby falls behind. */
    private static void pauseReplay(Database db) {
        onStandby("select pg_wal_replay_pause()");
        Onlooker.await(() -> isBehind(db), SOON, "the standby is behind");
    }

    private static boolean isBehind(Database db) {
        try (var connection = DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select coalesce(max(replay_lag) > '2 s', false) from pg_stat_replication")) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void query(Database db, String... statements) {
        try (var connection = DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void onStandby(String sql) {
        var primary = stage.server().server();
        try (var connection =
                        DriverManager.getConnection(standby.jdbcUrl("postgres"), primary.user(), primary.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
