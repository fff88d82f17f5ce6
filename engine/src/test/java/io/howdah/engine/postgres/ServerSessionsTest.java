package io.howdah.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

@PostgresTest
class ServerSessionsTest {

    @Test
    void a_reading_session_cannot_write(Database db) throws SQLException {
        try (var session = Servers.sessions(db).readOnly()) {
            assertThatThrownBy(() -> execute(session, "create table t (id int)"))
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void sessions_have_time_outs_a_name_and_a_search_path_that_nobody_can_use_against_us(Database db)
            throws SQLException {
        try (var reading = Servers.sessions(db).readOnly();
                var writing = Servers.sessions(db).writing()) {
            assertThat(value(reading, "show statement_timeout")).isEqualTo("30s");
            assertThat(value(reading, "show lock_timeout")).isEqualTo("1s");
            assertThat(value(reading, "show idle_in_transaction_session_timeout"))
                    .isEqualTo("1min");
            assertThat(value(reading, "show search_path")).isEqualTo("pg_catalog");
            assertThat(value(reading, "show application_name")).isEqualTo("howdah");
            assertThat(value(reading, "show timezone")).isEqualTo("UTC");
            assertThat(value(reading, "show datestyle")).startsWith("ISO");
            assertThat(value(reading, "show transaction_isolation")).isEqualTo("read committed");
            assertThat(value(writing, "show lock_timeout")).isEqualTo("2s");
            assertThat(value(writing, "show default_transaction_read_only")).isEqualTo("off");
        }
    }

    @Test
    void options_of_the_user_reach_the_server(Database db) throws SQLException {
        try (var session =
                Servers.sessions(db.url() + "?options=-c%20geqo%3Doff").readOnly()) {
            assertThat(value(session, "show geqo")).isEqualTo("off");
        }
    }

    @Test
    void goes_on_to_the_next_host_when_the_first_does_not_answer(Database db) throws Exception {
        var url = db.url()
                .replace(
                        "@" + db.host() + ":" + db.port(),
                        "@127.0.0.1:" + closedPort() + "," + db.host() + ":" + db.port());

        try (var session = Servers.sessions(url).readOnly()) {
            assertThat(value(session, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void names_an_unknown_host() {
        assertProblem("postgresql://ann@no-such-host.invalid/app", Problem.Kind.UNREACHABLE)
                .isEqualTo("the host \"no-such-host.invalid\" is unknown; check its spelling");
    }

    @Test
    void says_that_nothing_listens_on_a_port() throws IOException {
        int port = closedPort();

        assertProblem("postgresql://ann@127.0.0.1:" + port + "/app", Problem.Kind.UNREACHABLE)
                .startsWith("127.0.0.1:" + port + " refused the connection");
    }

    @Test
    void says_that_no_socket_is_there() {
        assertProblem("postgresql:///app?host=/nowhere", Problem.Kind.UNREACHABLE)
                .startsWith("no server listens on the Unix socket /nowhere/.s.PGSQL.5432");
    }

    @Test
    void says_that_a_server_does_not_answer_in_time() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var url = "postgresql://ann@127.0.0.1:" + silent.getLocalPort() + "/app?connect_timeout=2";

            assertProblem(url, Problem.Kind.UNREACHABLE).contains("did not answer in time");
        }
    }

    @Test
    void says_which_user_has_a_wrong_password_and_does_not_repeat_it(Database db) {
        var wrong = new Role(db.createRole().name(), "not it");

        assertProblem(db.url(wrong), Problem.Kind.REFUSED)
                .startsWith("wrong password for user \"" + wrong.name() + "\"")
                .doesNotContain("not it");
    }

    @Test
    void says_that_a_password_is_asked_for(Database db) {
        assertProblem("postgresql://postgres@%s:%d/postgres".formatted(db.host(), db.port()), Problem.Kind.REFUSED)
                .contains("asks for the password of user \"postgres\"");
    }

    @Test
    void names_a_database_that_does_not_exist(Database db) {
        assertProblem(db.url().replaceAll("/[^/]*$", "/none"), Problem.Kind.REFUSED)
                .startsWith("the database \"none\" does not exist");
    }

    @Test
    void says_that_a_role_may_not_log_in(Database db) {
        var role = db.createRole();
        db.execute("alter role \"" + role.name() + "\" nologin");

        assertProblem(db.url(role), Problem.Kind.REFUSED)
                .startsWith("user \"" + role.name() + "\" may not log in")
                .contains("not permitted to log in");
    }

    @Test
    void says_that_a_role_may_not_connect_to_the_database(Database db) {
        var role = db.createRole();
        db.execute("revoke connect on database \"" + db.name() + "\" from public");

        assertProblem(db.url(role), Problem.Kind.REFUSED).contains("GRANT CONNECT would help");
    }

    @Test
    void says_that_a_role_has_no_connection_left(Database db) {
        var role = db.createRole();
        db.execute("alter role \"" + role.name() + "\" connection limit 0");

        assertProblem(db.url(role), Problem.Kind.REFUSED).contains("has no connection left");
    }

    @Test
    void says_that_the_server_does_not_offer_encryption(Database db) {
        assertProblem(db.url() + "?sslmode=require", Problem.Kind.REFUSED).contains("does not offer encryption");
    }

    private static AbstractStringAssert<?> assertProblem(String url, Problem.Kind kind) {
        try (var session = Servers.sessions(url).readOnly()) {
            throw new AssertionError("connected: " + session);
        } catch (Problem problem) {
            assertThat(problem.kind()).as(problem.text()).isEqualTo(kind);
            return assertThat(problem.text());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
