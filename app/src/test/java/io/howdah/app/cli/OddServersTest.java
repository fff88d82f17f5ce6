package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands where little is as usual: 200 schemas with awkward names, roles without rights, a standby left alone, statements
 * that are not counted, or forgotten.
 */
@Tag("slow")
class OddServersTest {

    private static final String TABLE = "\"倉庫 \"\"7\"\"\".\"表 '7\"";

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
            INSERT INTO {table} SELECT n, 'x' || n FROM generate_series(1, 20000) n;
            """.replace("{table}", TABLE);

    @TempDir
    private Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.builder()
                .temporary()
                .setting("primary_conninfo", "host=127.0.0.1 port=1 user=nobody")
                .setting("autovacuum", "off")
                .setting("shared_preload_libraries", "pg_stat_statements")
                .setting("pg_stat_statements.max", "100")
                .start();
        try (var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(OBJECTS);
            statement.execute("ANALYZE " + TABLE);
            statement.execute("CREATE DATABASE counted");
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
            var advised = howdah("advise", "--statements", statements());
            assertThat(advised.out()).as(advised.err()).contains("(\"O'Neil\")");
            var applied = howdah("apply", "--yes", "--statements", statements());
            assertThat(applied.err())
                    .contains("is a standby and cannot be changed")
                    .hasLineCount(1);
            assertThat(applied.code()).isEqualTo(3);
        } finally {
            server.stop();
            Files.delete(server.dataDirectory().resolve("standby.signal"));
            server.startAgain();
        }
    }

    @Test
    void tells_a_role_without_rights_why_a_table_has_no_twin() {
        var ran = Ran.howdah("what-if", address("only 連", "x", "postgres"), "-q", "--rows", "表 '7=1M");

        assertThat(ran.err())
                .contains("the statistics of the table " + TABLE + " are not visible", "howdah grant --print-sql")
                .hasLineCount(1);
        assertThat(ran.code()).isEqualTo(3);
    }

    @Test
    void tells_how_to_have_statements_counted() {
        var ran = howdah("advise");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("run CREATE EXTENSION pg_stat_statements in this database");
    }

    @Test
    void tells_that_statements_were_forgotten_for_want_of_room() throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("counted"), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
            for (int columns = 1; columns < 150; columns++) {
                statement.execute("SELECT 1" + ", 1".repeat(columns));
            }
        }
        var counted = address(server.user(), server.password(), "counted");

        assertThat(Ran.howdah("advise", counted, "-q").out().replaceAll("\\s+", " "))
                .containsPattern("had no room \\d+ times .* raise pg_stat_statements.max");
        assertThat(Ran.howdah("inspect", counted, "-q").out()).contains("pg_stat_statements forgot statements");
    }

    private static Ran howdah(String command, String... options) {
        return Ran.howdah(Stream.of(
                        Stream.of(command, address(server.user(), server.password(), "postgres"), "-q"),
                        Stream.of(options))
                .flatMap(s -> s)
                .toArray(String[]::new));
    }

    private String statements() throws IOException {
        Files.writeString(folder.resolve("one.sql"), "select * from " + TABLE + " where \"O'Neil\" = 'x5'");
        return folder.toString();
    }

    private static String address(String user, String password, String database) {
        return "host=" + server.host() + " port=" + server.port() + " dbname=" + database + " user='" + user
                + "' password='" + password + "'";
    }

    private static Ran inspect(String user, String password, String format) {
        return Ran.howdah("inspect", address(user, password, "postgres"), "-q", "--format", format);
    }
}
