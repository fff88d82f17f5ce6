package io.howdah.benchmarks;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Whether anything is lost when a rewritten table is taken back after it was written to for an hour: a key becomes bigint, four writers go on writing
 * and keep a ledger of what the server said is committed, the old table is put back under them, and every row is compared with the ledger.
 *
 * <p>Arguments: minutes (60), rows (a million), transactions a second (200). PostgreSQL 15 of Debian.
 */
public final class UndoBenchmark {

    private static final QualifiedName TABLE = new QualifiedName("public", "ledger");

    private UndoBenchmark() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        int minutes = arguments.length == 0 ? 60 : Integer.parseInt(arguments[0]);
        int rows = arguments.length < 2 ? 1_000_000 : Integer.parseInt(arguments[1]);
        double perSecond = arguments.length < 3 ? 200 : Double.parseDouble(arguments[2]);
        try (var server = StallsBenchmark.server()) {
            run(server, minutes, rows, perSecond);
        }
    }

    private static void run(PostgresServer server, int minutes, int rows, double perSecond)
            throws SQLException, IOException {
        try (var admin = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
                var statement = admin.createStatement();
                var writers = new LedgerWriters(server.jdbcUrl("postgres"), credentials(server), rows, perSecond)) {
            statement.execute("create table ledger (id int primary key, balance int, note text)");
            statement.execute("insert into ledger select n, 0, 'first' from generate_series(0, " + (rows - 1) + ") n");
            statement.execute("vacuum analyze ledger");
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows, %.0f transactions a second%n%n| | time | transactions | writers: median / p99 / longest | longest wait for the table"
                            + " | for a row | type of the key |%n|---|---|---|---|---|---|---|%n",
                    rows,
                    perSecond);
            writers.start();
            var applier = applier(server);
            stage("before", server, writers, () -> Time.SYSTEM.sleep(Duration.ofSeconds(10)));
            stage("changed", server, writers, () -> applier.apply(change(), ApplyListener.SILENT));
            stage("written", server, writers, () -> Time.SYSTEM.sleep(Duration.ofMinutes(minutes)));
            stage("taken back", server, writers, () -> applier.undoAll(ApplyListener.SILENT));
            stage("after", server, writers, () -> Time.SYSTEM.sleep(Duration.ofSeconds(10)));
            writers.stop();
            System.out.printf(
                    "%n%,d transactions were acknowledged; rows other than the ledger says: %d; errors: %s%n",
                    writers.transactions(), writers.wrong(admin), writers.errors());
        }
    }

    private static List<RewriteTable> change() {
        return List.of(RewriteTable.types(TABLE, List.of(new RewriteTable.NewType("id", "bigint", null, null))));
    }

    private static void stage(String name, PostgresServer server, LedgerWriters writers, Runnable work)
            throws SQLException, IOException {
        var log = StallsLog.from(server.logFile());
        int before = writers.transactions();
        writers.lately();
        long begun = Time.SYSTEM.nanos();
        work.run();
        double seconds = (Time.SYSTEM.nanos() - begun) / 1e9;
        var longest = log.longest();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f s | %,d | %s | %s | %s | %s |%n",
                name,
                seconds,
                writers.transactions() - before,
                StallsBenchmark.latency(writers.lately()),
                StallsBenchmark.millis(longest.table()),
                StallsBenchmark.millis(longest.row()),
                type(server));
    }

    private static String type(PostgresServer server) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery("select pg_typeof(id) from ledger limit 1")) {
            found.next();
            return found.getString(1);
        }
    }

    private static Applier applier(PostgresServer server) {
        return new Applier(
                new ServerSessions(new ConnectionSettings(
                        server.host(), server.port(), "postgres", server.user(), server.password(), Map.of())),
                ApplyOptions.of("benchmark"));
    }

    private static Properties credentials(PostgresServer server) {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("ApplicationName", StallsWriters.NAME);
        return properties;
    }
}
