package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionTable;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * For how long a table is locked while it becomes partitioned without being copied: it should not depend on how large it is.
 *
 * <p>Each argument is a number of rows, such as 200000, 1M or 20M; 1M, 5M and 20M without any. The table has a primary key, which is
 * widened, two more indexes, and a reader and a writer at it, whose longest statement is told beside what the steps measured of
 * themselves. Taken back afterwards, measured likewise. The server is Debian's PostgreSQL 15. Prints a table in Markdown.
 */
public final class ConversionBenchmark {

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    private static final QualifiedName TABLE = new QualifiedName("public", "events");

    private final PostgresServer server;
    private final Connection admin;

    private ConversionBenchmark(PostgresServer server, Connection admin) {
        this.server = server;
        this.admin = admin;
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException, ExecutionException {
        var sizes = arguments.length == 0 ? List.of("1M", "5M", "20M") : Arrays.asList(arguments);
        try (var server = server();
                var admin = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            System.out.print("""
                    | rows | size | what | whole time | locks in total | longest lock | longest statement of a reader | of a writer |
                    |---|---|---|---|---|---|---|---|
                    """);
            for (String size : sizes) {
                new ConversionBenchmark(server, admin).measure(rows(size));
            }
        }
    }

    private static long rows(String size) {
        return size.endsWith("M")
                ? 1_000_000 * Long.parseLong(size.substring(0, size.length() - 1))
                : Long.parseLong(size);
    }

    private static PostgresServer server() {
        return PostgresServer.builder()
                .binaries(Binaries.installed(BIN))
                .settings(Map.of("shared_buffers", "512MB", "synchronous_commit", "off", "max_wal_size", "2GB"))
                .start();
    }

    private void measure(long rows) throws SQLException, InterruptedException, ExecutionException {
        execute("drop table if exists events cascade");
        execute("drop schema if exists howdah cascade");
        execute("create table events (id bigint, created_at timestamptz not null, account int not null, what text)");
        execute("insert into events select n, now() - (" + rows + " - n) * interval '730 days' / " + rows
                + ", n % 5000, 'event ' || n % 97 from generate_series(1, " + rows + ") n");
        execute("alter table events add primary key (id)");
        execute("create index on events (created_at)");
        execute("create index on events (account, created_at)");
        execute("vacuum analyze events");
        execute("checkpoint");
        long bytes = number("select pg_total_relation_size('events')");
        var applier = new Applier(
                new ServerSessions(new ConnectionSettings(
                        server.host(), server.port(), "postgres", server.user(), server.password(), Map.of())),
                ApplyOptions.of("benchmark"));
        var change = new PartitionTable(
                TABLE,
                new PartitionScheme.ByTime("created_at", PartitionScheme.Span.MONTH, ZoneOffset.UTC),
                PartitionTable.Keys.WIDEN,
                false,
                6);
        beside(
                rows,
                bytes,
                "partitioned",
                () -> applier.apply(List.of(change), ApplyListener.SILENT).steps());
        beside(
                rows,
                bytes,
                "taken back",
                () -> applier.undoLatest(ApplyListener.SILENT).orElseThrow().steps());
    }

    /** With a reader and a writer at the table. */
    private void beside(long rows, long bytes, String what, Callable<List<AppliedStep>> work)
            throws SQLException, InterruptedException, ExecutionException {
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var reading = connection();
                var writing = connection()) {
            var reader = threads.submit(() -> longest(reading, "select what from events where id = %d", rows, stop));
            var writer = threads.submit(
                    () -> longest(writing, "update events set account = account + 1 where id = %d", rows, stop));
            Time.SYSTEM.sleep(Duration.ofSeconds(1));
            long begun = Time.SYSTEM.nanos();
            List<AppliedStep> steps;
            try {
                steps = threads.submit(work).get();
            } finally {
                stop.set(true);
            }
            double seconds = (Time.SYSTEM.nanos() - begun) / 1e9;
            line(rows, bytes, what, seconds, steps, reader.get(), writer.get());
        }
    }

    private static double longest(Connection connection, String sql, long rows, AtomicBoolean stop)
            throws SQLException {
        long longest = 0;
        long id = 1;
        try (var statement = connection.createStatement()) {
            while (!stop.get()) {
                id = 1 + (id + 7919) % rows;
                long begun = Time.SYSTEM.nanos();
                statement.execute(sql.formatted(id));
                longest = Math.max(longest, Time.SYSTEM.nanos() - begun);
                Time.SYSTEM.sleep(Duration.ofMillis(1));
            }
        }
        return longest / 1e6;
    }

    private static void line(
            long rows, long bytes, String what, double seconds, List<AppliedStep> steps, double read, double written) {
        var locks = steps.stream()
                .map(AppliedStep::lockedMillis)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d MB | %s | %.1f s | %.1f ms in %d locks | %.1f ms | %.0f ms | %.0f ms |%n",
                rows,
                bytes >> 20,
                what,
                seconds,
                locks.getSum(),
                locks.getCount(),
                locks.getCount() == 0 ? 0 : locks.getMax(),
                read,
                written);
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private void execute(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (var statement = admin.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
