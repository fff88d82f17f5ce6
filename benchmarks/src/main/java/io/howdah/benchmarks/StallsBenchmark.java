package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionTable;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How long writers stand still while a table is changed: by us, by pg_repack, by a copy as it is written by hand, and by the statements
 * that PostgreSQL has for it; and how fast our copy is beside one INSERT … SELECT.
 *
 * <p>A table of 5 million rows, or as many as the first argument says; four writers with 200 transactions a second together, or as many
 * as the second says; all ways, or those whose names contain the third. Each way begins with a fresh table and ten seconds without it, which are the writers' own times. With
 * {@code deadlock_timeout} at 10 ms the server's log tells each longer wait for a lock. The server is Debian's PostgreSQL 15, for whose
 * extension pg_repack is built. Prints a table in Markdown.
 */
public final class StallsBenchmark {

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    private static final QualifiedName TABLE = new QualifiedName("public", "stalls");

    private static final Duration BASELINE = Duration.ofSeconds(10);

    private final PostgresServer server;
    private final Connection admin;
    private final int rows;
    private final double perSecond;

    private final String only;

    private StallsBenchmark(PostgresServer server, Connection admin, int rows, double perSecond, String only) {
        this.only = only;
        this.server = server;
        this.admin = admin;
        this.rows = rows;
        this.perSecond = perSecond;
    }

    /** A way to change the table. */
    private interface Way {
        void run() throws SQLException, IOException, InterruptedException;
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        int rows = arguments.length == 0 ? 5_000_000 : Integer.parseInt(arguments[0]);
        double perSecond = arguments.length < 2 ? 200 : Double.parseDouble(arguments[1]);
        var only = arguments.length < 3 ? "" : arguments[2];
        try (var server = server();
                var admin = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            new StallsBenchmark(server, admin, rows, perSecond, only).run();
        }
    }

    static PostgresServer server() {
        return PostgresServer.builder()
                .binaries(Binaries.installed(BIN))
                .settings(Map.of(
                        "shared_buffers", "512MB",
                        "synchronous_commit", "off",
                        "max_wal_size", "2GB",
                        "deadlock_timeout", "10ms",
                        "log_lock_waits", "on",
                        "log_line_prefix", "%m|%a|"))
                .start();
    }

    private void run() throws SQLException, IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%,d rows, %.0f transactions a second%n%n"
                        + "| way | time | rows/s | WAL | longest wait of a writer for the table | for a row | writers before: median / p99 / longest"
                        + " | during | errors | size |%n|---|---|---|---|---|---|---|---|---|---|%n",
                rows,
                perSecond);
        measure("nothing", () -> Time.SYSTEM.sleep(BASELINE));
        measure("Howdah, int → bigint and text → smallint", () -> change(rewrite(), Pace.GENTLE));
        measure("Howdah, the same at full pace", () -> change(rewrite(), Pace.FULL));
        measure("Howdah, compact", () -> change(RewriteTable.compact(TABLE), Pace.GENTLE));
        measure("Howdah, partitions without copying", () -> change(partitions(), Pace.GENTLE));
        measure("copy by hand in batches of 10,000", () -> TriggerCopy.run(admin));
        measure("ALTER TABLE … TYPE", () -> execute(rewrite().plainSql()));
        measure("VACUUM FULL", () -> execute("vacuum full stalls"));
        measure("pg_repack", this::repack);
        if ("speed".contains(only)) {
            speed();
        }
    }

    private static RewriteTable rewrite() {
        return RewriteTable.types(
                TABLE,
                List.of(
                        new RewriteTable.NewType("id", "bigint", null, null),
                        new RewriteTable.NewType("state", "smallint", "state::smallint", null)));
    }

    private static PartitionTable partitions() {
        return new PartitionTable(
                TABLE, new PartitionScheme.ByNumber("id", 10_000_000), PartitionTable.Keys.UNDECIDED, false, 3);
    }

    private void measure(String name, Way way) throws SQLException, IOException, InterruptedException {
        if (!name.contains(only)) {
            return;
        }
        fresh();
        try (var writers = new StallsWriters(server.jdbcUrl("postgres"), credentials(), rows, perSecond)) {
            writers.start();
            Time.SYSTEM.sleep(Duration.ofSeconds(2));
            writers.lately();
            Time.SYSTEM.sleep(BASELINE);
            var before = writers.lately();
            var log = StallsLog.from(server.logFile());
            long wal = number("select pg_current_wal_lsn() - '0/0'::pg_lsn");
            long begun = Time.SYSTEM.nanos();
            var problem = problem(way);
            double seconds = (Time.SYSTEM.nanos() - begun) / 1e9;
            long written = number("select pg_current_wal_lsn() - '0/0'::pg_lsn") - wal;
            Time.SYSTEM.sleep(Duration.ofSeconds(1));
            var during = writers.lately();
            writers.stop();
            if (problem != null) {
                System.out.println("| " + name + " | " + problem + " |");
                return;
            }
            line(name, seconds, written, log.longest(), before, during, writers);
        }
    }

    private @Nullable String problem(Way way) throws SQLException, IOException, InterruptedException {
        try {
            way.run();
            return null;
        } catch (RuntimeException e) {
            return e.toString().replace("\n", "<br>");
        }
    }

    private void line(
            String name,
            double seconds,
            long wal,
            StallsLog.Longest longest,
            StallsWriters.Latency before,
            StallsWriters.Latency during,
            StallsWriters writers)
            throws SQLException {
        long lost = rows + writers.added() - number("select count(*) from stalls");
        var errors = writers.failures() == 0 ? "0" : writers.failures() + ": " + writers.failure();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f s | %,.0f | %,d MB | %s | %s | %s | %s | %s%s | %,d MB |%n",
                name,
                seconds,
                rows / seconds,
                wal >> 20,
                millis(longest.table()),
                millis(longest.row()),
                latency(before),
                latency(during),
                errors,
                lost == 0 ? "" : ", " + lost + " rows lost",
                number("select pg_total_relation_size('stalls')") >> 20);
    }

    static String millis(double value) {
        return value == 0 ? "< 10 ms" : String.format(Locale.ROOT, "%,.0f ms", value);
    }

    static String latency(StallsWriters.Latency latency) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %,.0f ms",
                latency.median().toNanos() / 1e6,
                latency.p99().toNanos() / 1e6,
                latency.longest().toNanos() / 1e6);
    }

    /** As it is at first. */
    private void fresh() throws SQLException {
        execute("drop table if exists stalls, stalls_old, stalls_new cascade");
        execute("drop function if exists stalls_sync() cascade");
        execute("drop table if exists stalls_howdah_new, stalls_howdah_old cascade");
        execute("create table stalls (id int, balance int, state text, filler text)");
        execute("insert into stalls select n, 0, (1 + n % 4)::text, 'row' || n % 97 from generate_series(1, " + rows
                + ") n");
        execute("alter table stalls add primary key (id)");
        execute("vacuum analyze stalls");
        execute("checkpoint");
    }

    private Applier applier(Pace pace) {
        return new Applier(
                new ServerSessions(new ConnectionSettings(
                        server.host(), server.port(), "postgres", server.user(), server.password(), Map.of())),
                ApplyOptions.of("benchmark").pace(pace));
    }

    private void change(Change change, Pace pace) {
        change(change, pace, ApplyListener.SILENT);
    }

    private void change(Change change, Pace pace, ApplyListener listener) {
        var applier = applier(pace);
        Application done = applier.apply(List.of(change), listener);
        applier.finish(done.id(), ApplyListener.SILENT);
    }

    private void repack() throws IOException, InterruptedException, SQLException {
        execute("create extension if not exists pg_repack");
        var builder = new ProcessBuilder(
                        BIN.resolve("pg_repack").toString(),
                        "--no-order",
                        "--table=public.stalls",
                        "--host=" + server.host(),
                        "--port=" + server.port(),
                        "--username=" + server.user(),
                        "--dbname=postgres")
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", server.password());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || said.contains("ERROR")) {
            throw new IllegalStateException(said.strip());
        }
    }

    /** Our copy alone, beside one statement into a table with the same key, while nobody else is at work. */
    private void speed() throws SQLException {
        fresh();
        execute("create table stalls_new (id bigint primary key, balance int, state smallint, filler text)");
        long begun = Time.SYSTEM.nanos();
        execute("insert into stalls_new select id, balance, state::smallint, filler from stalls order by id");
        double plain = (Time.SYSTEM.nanos() - begun) / 1e9;
        fresh();
        var copied = new AtomicLong();
        var since = new AtomicLong();
        try {
            change(rewrite(), Pace.FULL, event -> {
                if (event instanceof ApplyEvent.Started(var step, int of) && isCopy(step)) {
                    since.set(Time.SYSTEM.nanos());
                } else if (event instanceof ApplyEvent.Ended(var step) && isCopy(step)) {
                    copied.addAndGet(Time.SYSTEM.nanos() - since.get());
                }
            });
        } catch (RuntimeException e) {
            System.out.println("\nThe copy failed: " + e.getMessage());
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%nAlone: INSERT … SELECT %.1f s (%,.0f rows/s); our copy at full pace %.1f s (%,.0f rows/s)%n",
                plain,
                rows / plain,
                copied.get() / 1e9,
                rows / (copied.get() / 1e9));
    }

    private static boolean isCopy(AppliedStep step) {
        return step.kind() == AppliedStep.Kind.SHADOW_COPY;
    }

    private Properties credentials() {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("ApplicationName", StallsWriters.NAME);
        properties.setProperty("preferQueryMode", "simple");
        return properties;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
