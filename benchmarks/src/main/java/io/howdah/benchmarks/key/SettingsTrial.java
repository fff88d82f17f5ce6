package io.howdah.benchmarks.key;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.samples.drive.BackgroundRun;
import io.howdah.samples.drive.Run;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.ConnectionSource;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Sample;
import io.howdah.samples.workload.Workload;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings by measurement: two servers with the same rows, one at its defaults, one with what was proposed and started again, and
 * the whole workload on both at the same time, so that what else the machine does falls on both.
 */
final class SettingsTrial {

    private static final int ROUNDS = 5;
    private static final int LOADERS = 2;
    private static final String DATABASE = "sample";

    /** As the demonstration has them. */
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements,auto_explain",
            "pg_stat_statements.track_planning", "off");

    private final Sample sample;
    private final Dataset dataset;
    private final Workload workload;

    SettingsTrial(Sample sample, long rows) {
        this.sample = sample;
        this.dataset = new Dataset(rows, 1, Time.SYSTEM.now());
        this.workload = sample.workload(dataset);
    }

    /**
     * What came of it.
     *
     * @param restart whether a setting only takes effect with a restart
     */
    record Result(boolean restart, List<Run> before, List<Run> after) {}

    /**
     * Plays every round on both, the first not counted.
     *
     * @param sql of all the settings together
     */
    Result run(List<String> sql) throws SQLException, InterruptedException {
        try (var asFound = loaded();
                var changed = loaded()) {
            boolean restart = change(changed, sql);
            var before = new ArrayList<Run>();
            var after = new ArrayList<Run>();
            for (int round = 0; round <= ROUNDS; round++) {
                try (var one = start(asFound, round);
                        var other = start(changed, round)) {
                    before.add(one.await());
                    after.add(other.await());
                }
            }
            return new Result(restart, before.subList(1, before.size()), after.subList(1, after.size()));
        }
    }

    private PostgresServer loaded() throws SQLException, InterruptedException {
        var server = PostgresServer.builder().settings(SETTINGS).temporary().start();
        try {
            execute(server, "postgres", List.of("CREATE DATABASE " + DATABASE));
            execute(server, DATABASE, List.of("CREATE EXTENSION pg_stat_statements"));
            new SampleLoader(connections(server), LOADERS, (phase, done, total) -> {}).load(sample, dataset);
            execute(server, DATABASE, List.of("VACUUM ANALYZE", "CHECKPOINT"));
            return server;
        } catch (SQLException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static boolean change(PostgresServer server, List<String> sql) throws SQLException {
        execute(server, "postgres", sql);
        server.stop();
        server.startAgain();
        long left = count(
                server,
                "pg_file_settings WHERE sourcefile LIKE '%postgresql.auto.conf' AND (error IS NOT NULL OR NOT applied)");
        if (left > 0) {
            throw new IllegalStateException(left + " of the settings proposed did not take effect: " + sql);
        }
        return count(server, "pg_settings WHERE context = 'postmaster' AND sourcefile LIKE '%postgresql.auto.conf'")
                > 0;
    }

    private BackgroundRun start(PostgresServer server, int round) throws SQLException {
        return new WorkloadDriver(connections(server), workload, 1, round)
                .start(RunLength.calls(workload.usualCalls() / 2), RunListener.none());
    }

    private static ConnectionSource connections(PostgresServer server) {
        return () -> DriverManager.getConnection(server.jdbcUrl(DATABASE), server.user(), server.password());
    }

    private static void execute(PostgresServer server, String database, List<String> commands) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
                var statement = connection.createStatement()) {
            for (var sql : commands) {
                statement.execute(sql);
            }
        }
    }

    private static long count(PostgresServer server, String of) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + of)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
