package io.howdah.benchmarks;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * What five texts of few values weigh as codes, and what the application notices of the conversion: bytes a row in heap and indexes
 * before, while both are there, without the texts, and when the table was written anew; errors and the longest waits of writers of
 * texts, of both releases together, and of codes.
 *
 * <p>5 million rows, or as many as the first argument says; 200 transactions a second, or as many as the second says. PostgreSQL 15 of
 * Debian. Prints a table in Markdown.
 */
public final class EncodeBenchmark {

    private static final Duration TOGETHER = Duration.ofSeconds(5);

    private final PostgresServer server;
    private final Connection admin;
    private final int rows;
    private final double perSecond;

    private EncodeBenchmark(PostgresServer server, Connection admin, int rows, double perSecond) {
        this.server = server;
        this.admin = admin;
        this.rows = rows;
        this.perSecond = perSecond;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        int rows = arguments.length == 0 ? 5_000_000 : Integer.parseInt(arguments[0]);
        double perSecond = arguments.length < 2 ? 200 : Double.parseDouble(arguments[1]);
        try (var server = StallsBenchmark.server();
                var admin = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            new EncodeBenchmark(server, admin, rows, perSecond).run();
        }
    }

    private void run() throws SQLException, IOException {
        for (String sql : EncodeTable.create(rows)) {
            execute(sql);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d rows, %.0f transactions a second%n%n| stage | time | heap bytes a row | index bytes a row | transactions"
                        + " | errors | statements: median / p99 / longest | longest wait for the table | for a row |%n"
                        + "|---|---|---|---|---|---|---|---|---|%n",
                rows,
                perSecond);
        stage("before", () -> Time.SYSTEM.sleep(TOGETHER), writers(false));
        var applied = new long[1];
        stage(
                "codes beside the texts",
                () -> applied[0] = applier()
                        .apply(List.of(EncodeTable.change()), ApplyListener.SILENT)
                        .id(),
                writers(false));
        stage("both releases together", () -> Time.SYSTEM.sleep(TOGETHER), writers(false), writers(true));
        stage("finished: texts dropped", () -> applier().finish(applied[0], ApplyListener.SILENT), writers(true));
        stage("written anew", this::compact, writers(true));
    }

    private void compact() {
        var done = applier().apply(List.of(RewriteTable.compact(EncodeTable.NAME)), ApplyListener.SILENT);
        applier().finish(done.id(), ApplyListener.SILENT);
    }

    private EncodeWriters writers(boolean codes) {
        return new EncodeWriters(server.jdbcUrl("postgres"), credentials(), codes, rows, perSecond);
    }

    private void stage(String name, Runnable work, EncodeWriters... writers) throws SQLException, IOException {
        var log = StallsLog.from(server.logFile());
        long begun = Time.SYSTEM.nanos();
        double seconds;
        try {
            for (EncodeWriters each : writers) {
                each.start();
            }
            work.run();
            seconds = (Time.SYSTEM.nanos() - begun) / 1e9;
        } finally {
            for (EncodeWriters each : writers) {
                each.close();
            }
        }
        line(name, seconds, log.longest(), List.of(writers));
    }

    private void line(String name, double seconds, StallsLog.Longest longest, List<EncodeWriters> writers)
            throws SQLException {
        double count = number("select count(*) from auto_tasks");
        long failures = writers.stream().mapToLong(EncodeWriters::failures).sum();
        var said = writers.stream()
                .map(EncodeWriters::failure)
                .filter(f -> f != null)
                .findFirst();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f s | %.1f | %.1f | %,d | %d%s | %s | %s | %s |%n",
                name,
                seconds,
                number("select pg_relation_size('auto_tasks')") / count,
                number("select pg_indexes_size('auto_tasks')") / count,
                writers.stream().mapToLong(EncodeWriters::transactions).sum(),
                failures,
                said.map(f -> ": " + f).orElse(""),
                StallsBenchmark.latency(StallsWriters.Latency.of(writers.stream()
                        .flatMap(each -> each.latencies().stream())
                        .toList())),
                StallsBenchmark.millis(longest.table()),
                StallsBenchmark.millis(longest.row()));
    }

    private Applier applier() {
        return new Applier(
                new ServerSessions(new ConnectionSettings(
                        server.host(), server.port(), "postgres", server.user(), server.password(), Map.of())),
                ApplyOptions.of("benchmark"));
    }

    private Properties credentials() {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("ApplicationName", StallsWriters.NAME);
        return properties;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private double number(String sql) throws SQLException {
        try (var statement = admin.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            return found.getDouble(1);
        }
    }
}
