package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a replica that follows its primary. */
class ReplicaTest {

    @TempDir
    private static Path folder;

    private static PostgresServer primary;
    private static PostgresServer replica;

    /** The replica's data are those of the primary while it was stopped. */
    @BeforeAll
    static void follow() throws Exception {
        primary = PostgresServer.builder()
                .temporary()
                .settings(Map.of("autovacuum", "off", "shared_preload_libraries", "pg_stat_statements"))
                .start();
        execute(
                primary,
                "create extension pg_stat_statements",
                "create role looks login password 'x' in role pg_monitor",
                "create table orders (id int primary key, customer int not null, note text)",
                "insert into orders select n, n % 5000, repeat('x', 50) from generate_series(1, 60000) n",
                "grant select on orders to looks",
                "analyze orders");
        primary.stop();
        var copy = folder.resolve("replica");
        copy(primary.dataDirectory(), copy);
        primary.startAgain();
        Files.createFile(copy.resolve("standby.signal"));
        replica = PostgresServer.builder()
                .dataDirectory(copy)
                .setting(
                        "primary_conninfo",
                        "host=127.0.0.1 port=" + primary.port() + " user=" + primary.user() + " password="
                                + primary.password())
                .setting("shared_preload_libraries", "pg_stat_statements")
                .start();
        execute(primary, "create table later (a int)");
        await("select to_regclass('later') is not null");
        execute(replica, "select pg_stat_statements_reset()");
        for (int i = 0; i < 20; i++) {
            execute(replica, "select note from orders where customer = " + i);
        }
    }

    @AfterAll
    static void stop() {
        replica.close();
        primary.close();
    }

    @Test
    void advises_by_what_runs_on_the_replica() {
        var ran = howdah("advise", "--sample", "0");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("CREATE INDEX CONCURRENTLY", "(customer)", "select note from orders");
    }

    @Test
    void inspects_the_replica_as_one() {
        var ran = howdah("inspect");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains(", a replica").doesNotContain("no WAL receiver");
    }

    @Test
    void refuses_to_change_it_and_names_the_primary() {
        var ran = howdah("apply", "--yes", "--sample", "0");

        assertThat(ran.err())
                .contains("is a standby and cannot be changed", "at 127.0.0.1:" + primary.port())
                .doesNotContain(primary.password())
                .hasLineCount(1);
        assertThat(ran.code()).isEqualTo(3);
    }

    @Test
    void refuses_it_before_anything_is_worked_out() {
        var ran = Ran.howdah("apply", address(), "--yes", "--sample", "0");

        assertThat(ran.err()).doesNotContain("read the catalog").contains("is a standby");
    }

    private static Ran howdah(String command, String... options) {
        return Ran.howdah(Stream.concat(Stream.of(command, address(), "-q"), Stream.of(options))
                .toArray(String[]::new));
    }

    private static String address() {
        return "host=" + replica.host() + " port=" + replica.port() + " dbname=postgres user=looks password=x";
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void await(String condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds(condition)) {
            assertThat(System.nanoTime()).as(condition).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static boolean holds(String condition) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(replica.jdbcUrl("postgres"), replica.user(), primary.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(condition)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void execute(PostgresServer server, String... statements) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), primary.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
