package io.howdah.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.embedded.PostgresServer;
import io.howdah.embedded.RootWay;
import io.howdah.engine.Problem;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that lets people in by its Unix socket as who they are, and lets one role in by no way at all. */
@Timeout(120)
class UnixSocketTest {

    private static final String SYSTEM_USER = System.getProperty("user.name");

    private static PostgresServer server;
    private static Path sockets;

    @BeforeAll
    static void a_server_with_peer_authentication() throws IOException, SQLException {
        sockets = Files.createTempDirectory("howdah-sockets");
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxrwxrwx"));
        server = PostgresServer.builder()
                .temporary()
                .rootWay(RootWay.OTHER_ACCOUNT)
                .setting("unix_socket_directories", sockets.toString())
                .start();
        try (var admin = admin()) {
            execute(admin, "create role \"" + SYSTEM_USER + "\" login", "create role stranger login");
            Files.writeString(
                    server.dataDirectory().resolve("pg_hba.conf"),
                    "local all all peer\nhost all stranger all reject\nhost all all all scram-sha-256\n");
            execute(admin, "select pg_reload_conf()");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        Files.deleteIfExists(sockets);
    }

    @Test
    void lets_the_systems_user_in_without_a_password() throws SQLException {
        try (var session = sessions("").readOnly();
                var statement = session.createStatement();
                var rows = statement.executeQuery(
                        "select current_user || ' ' || coalesce(inet_client_addr()::text, 'socket')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo(SYSTEM_USER + " socket");
        }
    }

    @Test
    void is_found_without_any_option() throws SQLException {
        var environment = new Environment(
                Map.of("PGPORT", Integer.toString(server.port()), "PGDATABASE", "postgres"),
                Path.of("/nowhere"),
                SYSTEM_USER,
                List.of(sockets));
        var settings = new ConnectionResolver(environment).resolve(ConnectionOptions.NONE);

        assertThat(settings.host()).isEqualTo(sockets.toString());
        new ServerSessions(settings).readOnly().close();
    }

    @Test
    void says_that_nobody_comes_in_as_someone_else() {
        assertThatThrownBy(() -> sessions("&user=stranger").readOnly())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("may only come in through " + sockets)
                .hasMessageContaining("as the operating system's user of that name");
    }

    @Test
    void says_that_no_entry_lets_a_role_in() {
        assertThatThrownBy(
                        () -> sessions("postgresql://stranger@" + server.host() + ":" + server.port() + "/postgres", "")
                                .readOnly())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("lets no one in this way")
                .hasMessageContaining("pg_hba.conf");
    }

    @Test
    void carries_more_than_fits_into_its_buffers_both_ways() throws SQLException {
        var big = "x".repeat(20_000_000);
        try (var session = sessions("").readOnly();
                var statement = session.prepareStatement("select ? || generate_series(1, 2)")) {
            statement.setString(1, big);
            try (var rows = statement.executeQuery()) {
                rows.next();
                rows.next();
                assertThat(rows.getString(1)).hasSize(big.length() + 1).endsWith("x2");
            }
        }
    }

    @Test
    void gives_up_reading_after_the_time_out() throws SQLException {
        try (var session = sessions("").readOnly();
                var statement = session.createStatement()) {
            session.setNetworkTimeout(Runnable::run, 200);

            assertThatThrownBy(() -> statement.execute("select pg_sleep(20)"))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void lets_a_statement_be_cancelled() throws Exception {
        try (var session = sessions("").readOnly();
                var statement = session.createStatement()) {
            var running = CompletableFuture.supplyAsync(() -> stateOf(statement), r -> new Thread(r).start());
            waitUntilItSleeps();
            statement.cancel();

            assertThat(running.join()).isEqualTo("57014");
        }
    }

    /** A statement that is cancelled before the server has begun with it runs to its end. */
    private static void waitUntilItSleeps() throws Exception {
        try (var admin = admin();
                var look = admin.createStatement()) {
            boolean sleeps = false;
            while (!sleeps) {
                Thread.sleep(20);
                try (var rows = look.executeQuery(
                        "select exists (select from pg_stat_activity where wait_event = 'PgSleep')")) {
                    sleeps = rows.next() && rows.getBoolean(1);
                }
            }
        }
    }

    private static String stateOf(Statement statement) {
        try {
            statement.execute("select pg_sleep(20)");
            return "finished";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static Sessions sessions(String parameters) {
        return sessions("postgresql:///postgres?host=" + sockets + "&port=" + server.port(), parameters);
    }

    private static Sessions sessions(String url, String parameters) {
        var environment = new Environment(Map.of(), Path.of("/nowhere"), SYSTEM_USER);
        return new ServerSessions(new ConnectionResolver(environment).resolve(ConnectionOptions.of(url + parameters)));
    }

    private static Connection admin() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
