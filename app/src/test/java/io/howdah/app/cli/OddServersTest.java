package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code inspect} where little is as usual: 200 schemas with awkward names, roles without rights, a standby left alone. */
class OddServersTest {

    private static final String OBJECTS = """
            DO $do$
            BEGIN
              FOR i IN 1..200 LOOP
                EXECUTE format('CREATE SCHEMA %I', '倉庫 "' || i || '"');
                EXECUTE format('CREATE TABLE %I.%I (%I int PRIMARY KEY, "O''Neil" text)', '倉庫 "' || i || '"', '表 ''' || i, '列"');
              END LOOP;
            END
            $do$;
            CREATE ROLE "only 連" LOGIN PASSWORD 'x';
            """;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.builder()
                .temporary()
                .setting("primary_conninfo", "host=127.0.0.1 port=1 user=nobody")
                .setting("autovacuum", "off")
                .start();
        try (var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(OBJECTS);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void reads_many_schemas_with_awkward_names() {
        var ran = inspect(server.user(), server.password(), "json");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("表 '200");
        assertThat(Schemas.violations("inspect.json", ran.out())).isEmpty();
    }

    @Test
    void tells_a_role_without_rights_what_it_could_not_see() {
        var ran = inspect("only 連", "x", "text");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("What could not be seen", "GRANT pg_monitor TO \"only 連\"");
    }

    @Test
    void finds_a_standby_without_its_primary() throws IOException {
        server.stop();
        Files.createFile(server.dataDirectory().resolve("standby.signal"));
        try {
            server.startAgain();
            var ran = inspect(server.user(), server.password(), "text");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("this standby has no WAL receiver", ", a replica");
        } finally {
            server.stop();
            Files.delete(server.dataDirectory().resolve("standby.signal"));
            server.startAgain();
        }
    }

    private static Ran inspect(String user, String password, String format) {
        var address = "host=" + server.host() + " port=" + server.port() + " dbname=postgres user='" + user
                + "' password='" + password + "'";
        return Ran.howdah("inspect", address, "-q", "--format", format);
    }
}
