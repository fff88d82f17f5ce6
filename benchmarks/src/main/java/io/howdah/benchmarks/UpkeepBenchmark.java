package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AnalyzePartitioned;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DrainDefaultPartition;
import io.howdah.engine.change.MakePartitions;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionPolicy.Keep;
import io.howdah.engine.change.PartitionPolicy.Old;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.RetirePartitions;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How long maintenance of a table with many partitions takes, and how long it holds strong locks: 10,000 partitions, or as many as the
 * first argument says, of which five are to be made and five to be dropped; without a default partition and with one, of which some
 * rows are to be drained. The server is Debian's PostgreSQL 15. Prints a table in Markdown.
 */
public final class UpkeepBenchmark {

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    private static final QualifiedName TABLE = new QualifiedName("public", "upkeep");

    private static final int STEP = 1000;

    private static final int MADE = 5;

    private final PostgresServer server;
    private final Connection admin;
    private final int partitions;

    private UpkeepBenchmark(PostgresServer server, Connection admin, int partitions) {
        this.server = server;
        this.admin = admin;
        this.partitions = partitions;
    }

    public static void main(String[] arguments) throws SQLException {
        int partitions = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        try (var server = PostgresServer.builder()
                        .binaries(Binaries.installed(BIN))
                        .settings(Map.of(
                                "shared_buffers", "512MB",
                                "synchronous_commit", "off",
                                "max_wal_size", "2GB",
                                "max_locks_per_transaction", "1024"))
                        .start();
                var admin = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            new UpkeepBenchmark(server, admin, partitions).run();
        }
    }

    private void run() throws SQLException {
        System.out.printf(
                Locale.ROOT,
                "%,d partitions%n%n| default partition | work | time | steps | longest strong lock |%n|---|---|---|---|---|%n",
                partitions);
        measure(false);
        measure(true);
    }

    private void measure(boolean standing) throws SQLException {
        fresh(standing);
        var name = standing ? "with" : "without";
        double whole = 0;
        whole += line(name, "made ahead", new MakePartitions(TABLE, null));
        whole += line(name, "drained", new DrainDefaultPartition(TABLE, null));
        whole += line(name, "dropped", new RetirePartitions(TABLE, null));
        System.out.printf(Locale.ROOT, "| %s | all of these | %.1f s | | |%n", name, whole);
        line(name, "analyzed", new AnalyzePartitioned(TABLE));
    }

    private double line(String name, String what, Change change) {
        long begun = Time.SYSTEM.nanos();
        var done = apply(change);
        double seconds = (Time.SYSTEM.nanos() - begun) / 1e9;
        var steps = done.stream().flatMap(a -> a.steps().stream()).toList();
        double longest = steps.stream()
                .map(AppliedStep::lockedMillis)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f s | %d | %s |%n",
                name,
                what,
                seconds,
                steps.size(),
                longest == 0 ? "none" : String.format(Locale.ROOT, "%.1f ms", longest));
        return seconds;
    }

    private List<Application> apply(Change change) {
        var applier = new Applier(sessions(), ApplyOptions.of("benchmark").undoWindow(Duration.ZERO));
        return applier.plan(List.of(change)).isEmpty()
                ? List.of()
                : List.of(applier.apply(List.of(change), ApplyListener.SILENT));
    }

    private ServerSessions sessions() {
        return new ServerSessions(new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of()));
    }

    private void fresh(boolean standing) throws SQLException {
        execute("drop schema if exists howdah cascade");
        dropInParts();
        execute("create table upkeep (id bigint primary key, at timestamptz, what text) partition by range (id)");
        execute("create index on upkeep (at)");
        for (int from = 0; from < partitions; from += 200) {
            var statements = new ArrayList<String>();
            for (int i = from; i < Math.min(partitions, from + 200); i++) {
                statements.add("create table upkeep_" + i + " (like upkeep including all)");
                statements.add("alter table upkeep attach partition upkeep_" + i + " for values from ("
                        + (long) i * STEP + ") to (" + (i + 1L) * STEP + ")");
            }
            execute(String.join(";", statements));
        }
        execute("insert into upkeep select g, now(), 'x' from generate_series(0, " + ((long) partitions * STEP - 1)
                + ", 100) g");
        if (standing) {
            execute("create table upkeep_default partition of upkeep default");
            execute("insert into upkeep select " + (long) partitions * STEP
                    + " + g, now(), 'x' from generate_series(0, 999) g");
        }
        new Partitions(sessions())
                .adopt(new PartitionPolicy(
                        TABLE,
                        new PartitionScheme.ByNumber("id", STEP),
                        MADE,
                        new Keep((partitions - MADE) * (long) STEP, null),
                        Old.DROP,
                        null,
                        null));
    }

    /** One statement would need a lock for each partition. */
    private void dropInParts() throws SQLException {
        if (!exists()) {
            return;
        }
        for (int from = 0; from < partitions; from += 200) {
            var statements = new ArrayList<String>();
            for (int i = from; i < Math.min(partitions, from + 200); i++) {
                statements.add("drop table if exists upkeep_" + i);
            }
            execute(String.join(";", statements));
        }
        execute("drop table upkeep");
    }

    private boolean exists() throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery("select to_regclass('upkeep') is not null")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
