package io.howdah.benchmarks;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.WorkloadReader;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.samples.Samples;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.ConnectionSource;
import io.howdah.samples.model.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample database whose workload was played, and what can be planned on it: the statements as pg_stat_statements stored them,
 * with the values that the binder gave them, and one for each index of the resource {@code kinds/NAME.txt}.
 */
final class PlayedSample {

    private final PostgresServer server;
    private final String name;
    private final ConnectionSource connections;

    PlayedSample(PostgresServer server, String name, ConnectionSource connections) {
        this.server = server;
        this.name = name;
        this.connections = connections;
    }

    /** Loads it and plays its workload; leaves statistics of the rows that are there then. */
    void play(long rows) throws SQLException, IOException, InterruptedException {
        var sample = Samples.named(name);
        var dataset = new Dataset(rows, 1, Time.SYSTEM.now());
        new SampleLoader(connections, 2, (phase, done, total) -> {}).load(sample, dataset);
        execute(
                "create extension if not exists pg_trgm",
                "create extension if not exists btree_gin",
                "create extension if not exists btree_gist",
                "create extension pg_stat_statements",
                "create extension pageinspect",
                "vacuum analyze");
        var workload = sample.workload(dataset);
        new WorkloadDriver(connections, workload, 2, 1).run(RunLength.calls(workload.usualCalls()), RunListener.none());
        execute("vacuum analyze");
    }

    /** What CREATE INDEX takes after ON. */
    List<String> indexes() throws IOException {
        return cases().stream().map(IndexTrial.Case::index).toList();
    }

    /** By name: the identifier and the number of the values, or the index that it is for. */
    Map<String, String> statements() throws IOException {
        var statements = new LinkedHashMap<String, String>();
        var sessions = new ServerSessions(
                new ConnectionSettings(server.host(), server.port(), name, server.user(), server.password(), Map.of()));
        var workload = new WorkloadReader(sessions, Time.SYSTEM).read(Duration.ZERO);
        try (var twin = Twin.build(CatalogReader.read(sessions), TwinOptions.DEFAULT)) {
            new Binder(twin)
                    .bind(workload).questions().stream()
                            .filter(q -> !q.generic())
                            .forEach(q -> statements.put(name + " " + (statements.size() + 1), q.sql()));
        }
        cases().forEach(c -> statements.put(name + " for " + c.index(), c.statement()));
        return statements;
    }

    private List<IndexTrial.Case> cases() throws IOException {
        try (var in = PlayedSample.class.getResourceAsStream("/kinds/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the resource kinds/" + name + ".txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(IndexTrial.Case::parsed)
                    .toList();
        }
    }

    private void execute(String... commands) throws SQLException {
        try (Connection connection = connections.open();
                var statement = connection.createStatement()) {
            for (String sql : commands) {
                statement.execute(sql);
            }
        }
    }
}
