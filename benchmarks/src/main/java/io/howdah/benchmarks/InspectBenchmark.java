package io.howdah.benchmarks;

import io.howdah.app.Howdah;
import io.howdah.app.stage.InspectStage;
import io.howdah.app.stage.Rulebook;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.read.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog of a database of many tables: seconds, statements sent, memory.
 *
 * <p>The tables have ten columns, a primary key, two further indexes (one of them partial), a foreign key, 60 rows and
 * statistics. Six hundred statements of an application ran on two hundred of them. Their number is the first argument, 10,000 if none
 * is given. The second is a folder to keep the server's data in, which is used again where it is not empty.
 */
public final class InspectBenchmark {

    /** Tables made in one transaction: each takes some locks until its end. */
    private static final int BATCH = 250;

    private static final String TABLES = """
            do $$ begin
              for n in {from} .. {to} loop
                execute format('create table "Table %1$s" (id int primary key, parent int references "Table 0", a text, b text,
                  c numeric, d timestamptz, e boolean, f double precision, g varchar(20), h jsonb)', n);
                execute format('insert into "Table %1$s" select i, 0, ''text '' || i, md5(i::text), i * 1.5,
                  timestamptz ''2026-01-01Z'' + i * interval ''1 day'', i %% 7 = 0, sqrt(i), ''v'' || i %% 5, ''{}''
                  from generate_series(1, 60) i', n);
                execute format('create index on "Table %1$s" (d desc, a)', n);
                execute format('create index on "Table %1$s" (b) where e', n);
              end loop;
            end $$""";

    /** Tables that the application's statements are about; the others rest. */
    private static final int MENTIONED = 200;

    /** The heap that is promised to be enough. */
    private static final String HEAP = "-Xmx512m";

    private final int tables;
    private final @Nullable Path data;

    private InspectBenchmark(int tables, @Nullable Path data) {
        this.tables = tables;
        this.data = data;
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        int tables = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        new InspectBenchmark(tables, arguments.length < 2 ? null : Path.of(arguments[1])).run();
    }

    private void run() throws SQLException, IOException, InterruptedException {
        try (var server = server();
                var admin = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            if (isEmpty(admin)) {
                fill(admin);
            }
            var settings = new ConnectionSettings(
                    server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
            for (int round = 1; round <= 3; round++) {
                inspect(server, admin);
            }
            slowest(admin);
            read(new ServerSessions(settings), admin);
        }
    }

    private PostgresServer server() {
        var builder = PostgresServer.builder()
                .setting("fsync", "off")
                .setting("autovacuum", "off")
                .setting("shared_preload_libraries", "pg_stat_statements");
        return data == null
                ? builder.temporary().start()
                : builder.dataDirectory(data).start();
    }

    private static boolean isEmpty(Connection admin) throws SQLException {
        return number(admin, "select count(*) from pg_class where relname = 'Table 0'") == 0;
    }

    /** The whole command as a user gives it, in a JVM of its own with the options of {@code ./howdah}, except for its archive of classes. */
    private static void inspect(PostgresServer server, Connection admin)
            throws SQLException, IOException, InterruptedException {
        var home = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(
                home,
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Howdah.class.getName(),
                "inspect",
                "postgresql://" + server.user() + "@" + server.host() + ":" + server.port() + "/postgres");
        command.environment().put("PGPASSWORD", server.password());
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long before = statements(admin);
        long start = Time.SYSTEM.nanos();
        int code = command.start().waitFor();
        System.out.printf(
                "inspect: %.2f s, %d statements, %s, exit code %d%n",
                seconds(start), statements(admin) - before, HEAP, code);
    }

    private static void slowest(Connection admin) throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery("""
                        select round(max_exec_time) as ms, left(regexp_replace(query, '\\s+', ' ', 'g'), 100) as query
                          from pg_stat_statements where query like '%/* howdah */%' order by 1 desc limit 8""")) {
            while (rows.next()) {
                System.out.printf("  %5d ms  %s%n", rows.getLong("ms"), rows.getString("query"));
            }
        }
    }

    private void fill(Connection admin) throws SQLException {
        long start = Time.SYSTEM.nanos();
        try (var statement = admin.createStatement()) {
            statement.execute("create extension pg_stat_statements");
            statement.execute("create table \"Table 0\" (id int primary key)");
            statement.execute("insert into \"Table 0\" values (0)");
            for (int from = 1; from < tables; from += BATCH) {
                int to = Math.min(from + BATCH, tables) - 1;
                statement.execute(TABLES.replace("{from}", "" + from).replace("{to}", "" + to));
            }
            statement.execute("analyze");
            for (int n = 1; n < Math.min(tables - 1, MENTIONED); n++) {
                statement.execute("select a from \"Table %d\" where b = 'x' and d > now()".formatted(n));
                statement.execute("select t.c from \"Table %d\" t, \"Table %d\" o where t.g = 'v1' and o.id = t.id"
                        .formatted(n, n + 1));
                statement.execute("update \"Table %d\" set c = c + 1 where g = 'v2'".formatted(n));
            }
        }
        System.out.printf("made %d tables in %.1f s%n", tables, seconds(start));
    }

    private static void read(Sessions sessions, Connection admin) throws SQLException, IOException {
        for (int round = 1; round <= 3; round++) {
            long before = usedMemory();
            long statements = statements(admin);
            long start = Time.SYSTEM.nanos();
            var catalog = CatalogReader.read(sessions);
            double seconds = seconds(start);
            System.out.printf(
                    "read %d: %.2f s, %d statements, %d relations, %d indexes, %d MB held%n",
                    round,
                    seconds,
                    statements(admin) - statements,
                    catalog.relations().size(),
                    catalog.indexes().size(),
                    (usedMemory() - before) >> 20);
            judgeAndSave(catalog);
        }
    }

    private static void judgeAndSave(Catalog catalog) throws IOException {
        long start = Time.SYSTEM.nanos();
        int findings = new InspectStage(Rulebook.all())
                .inspect(Scene.of(catalog))
                .risks()
                .size();
        System.out.printf("  rules: %.0f ms, %d findings%n", 1_000 * seconds(start), findings);
        var file = Files.createTempFile("howdah-catalog", ".json");
        try {
            start = Time.SYSTEM.nanos();
            CatalogJson.write(catalog, file);
            System.out.printf("  saved: %.2f s, %d MB%n", seconds(start), Files.size(file) >> 20);
        } finally {
            Files.delete(file);
        }
    }

    private static long usedMemory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** All calls of marked statements and of those that begin and end transactions. */
    private static long statements(Connection admin) throws SQLException {
        return number(
                admin,
                "select coalesce(sum(calls), 0) from pg_stat_statements where query not like '%from pg_stat_statements%'"
                        + " and query not like '%''Table 0''%'");
    }

    private static long number(Connection admin, String sql) throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static double seconds(long start) {
        return (Time.SYSTEM.nanos() - start) / 1e9;
    }
}
