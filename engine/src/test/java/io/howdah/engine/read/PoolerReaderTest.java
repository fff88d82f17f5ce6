package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.howdah.engine.BouncerUnderTest;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.activity.PoolWaitingRule;
import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.postgres.ConnectionResolver;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.Environment;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class PoolerReaderTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void there_is_a_pooler() {
        assumeThat(BouncerUnderTest.PROGRAM).as("PgBouncer is installed").exists();
    }

    @Test
    void sees_a_client_that_waits_while_another_rests_in_its_transaction(Database db) throws Exception {
        try (var bouncer = pooler(db);
                var first = connect(bouncer);
                var second = connect(bouncer)) {
            first.setAutoCommit(false);
            ask(first);
            var waiting = CompletableFuture.runAsync(() -> ask(second));

            var pooler = awaitWaiting(bouncer, 1.1);
            var database = shop(pooler);
            var pool = database.pools().getFirst();
            var finding = new PoolWaitingRule()
                    .examine(Scene.of(Looking.catalog(db)).behind(pooler))
                    .getFirst();
            first.rollback();
            waiting.join();

            assertThat(pooler.mostClients()).isEqualTo(30);
            assertThat(database.server()).isEqualTo(db.name());
            assertThat(database.place()).isEqualTo(db.host() + ":" + db.port());
            assertThat(List.of(database.size(), database.mostConnections(), database.connections()))
                    .containsExactly(1, 7, 1);
            assertThat(pool.mode()).isEqualTo("transaction");
            assertThat(List.of(pool.active(), pool.waiting(), pool.busy(), pool.open()))
                    .containsExactly(1L, 1L, 1L, 1L);
            assertThat(finding.title()).startsWith("1 client of " + db.user() + "@shop waits for a connection");
            assertThat(shop(PoolerReader.read(looker(bouncer, "two")))
                            .pools()
                            .getFirst()
                            .waiting())
                    .isZero();
        }
    }

    @Test
    void says_why_it_cannot_look(Database db) throws Exception {
        try (var bouncer = pooler(db)) {
            assertThatThrownBy(() -> PoolerReader.read(looker(bouncer, "wrong")))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("does not let user \"looker\" look: FATAL: password authentication failed");
            assertThatThrownBy(() -> PoolerReader.read(settings(bouncer.port(), "app", "one")))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("stats_users");
        }
        assertThatThrownBy(() -> PoolerReader.read(settings(1, "looker", "two")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("127.0.0.1:1 refused the connection");
    }

    @Test
    void knows_a_server_from_a_pooler(Database db) {
        db.execute("create database pgbouncer");
        try {
            assertThatThrownBy(() -> PoolerReader.read(
                            new ConnectionSettings(db.host(), db.port(), "x", db.user(), db.password(), Map.of())))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is no PgBouncer but PostgreSQL");
        } finally {
            db.execute("drop database pgbouncer with (force)");
        }
    }

    @Test
    void is_asked_through_its_unix_socket_too(Database db) throws Exception {
        try (var bouncer = pooler(db)) {
            var console = new ConnectionResolver(new Environment(Map.of(), Path.of("/nowhere"), "nobody"))
                    .resolvePooler("host=%s port=%d user=looker password=two".formatted(folder, bouncer.port()));

            assertThat(PoolerReader.read(console).mostClients()).isEqualTo(30);
        }
    }

    private BouncerUnderTest pooler(Database db) throws Exception {
        return new BouncerUnderTest(
                db,
                folder,
                List.of(
                        "pool_mode = transaction",
                        "default_pool_size = 1",
                        "max_db_connections = 7",
                        "max_client_conn = 30"));
    }

    private static Connection connect(BouncerUnderTest bouncer) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + bouncer.port()
                        + "/shop?preferQueryMode=simple&assumeMinServerVersion=14&sslmode=disable&gssEncMode=disable",
                "app",
                "one");
    }

    private static void ask(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pooler awaitWaiting(BouncerUnderTest bouncer, double seconds) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            var pooler = PoolerReader.read(looker(bouncer, "two"));
            if (shop(pooler).pools().stream().anyMatch(p -> p.waitSeconds() >= seconds)) {
                return pooler;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nobody waits");
    }

    private static Pooler.Database shop(Pooler pooler) {
        return pooler.databases().stream()
                .filter(d -> d.name().equals("shop"))
                .findFirst()
                .orElseThrow();
    }

    private static ConnectionSettings looker(BouncerUnderTest bouncer, String password) {
        return settings(bouncer.port(), "looker", password);
    }

    /** As a user gives it. */
    private static ConnectionSettings settings(int port, String user, String password) {
        return new ConnectionResolver(new Environment(Map.of(), Path.of("/nowhere"), "nobody"))
                .resolvePooler("postgres://%s:%s@127.0.0.1:%d".formatted(user, password, port));
    }
}
