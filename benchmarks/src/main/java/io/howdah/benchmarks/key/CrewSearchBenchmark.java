package io.howdah.benchmarks.key;

import io.howdah.app.text.PlanTree;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.growth.GrownCatalog;
import io.howdah.engine.advise.growth.Growth;
import io.howdah.engine.advise.query.PatternSearchRule;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.sql.OpenStatement;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.samples.Samples;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The search for a crew's characters by a pattern, and by the key that the tool offers for it, at many rows: both measured, and both
 * plans on the twin at ten times as many.
 *
 * <p>Arguments: rows of {@code characters} (10000000), runs of each form (5). Only the two tables that the statement is about are
 * loaded.
 */
public final class CrewSearchBenchmark {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final int TIMES_LATER = 10;

    private final long rows;
    private final int runs;
    private final PrintStream out;

    private CrewSearchBenchmark(long rows, int runs, PrintStream out) {
        this.rows = rows;
        this.runs = runs;
        this.out = out;
    }

    public static void main(String... args) throws Exception {
        long rows = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        new CrewSearchBenchmark(rows, runs, System.out).run();
    }

    private void run() throws SQLException, InterruptedException {
        try (var server = PostgresServer.builder().temporary().start()) {
            var sample = new SomeTables(Samples.named("market"), List.of("crews", "characters"));
            var dataset = new Dataset(rows, 1, NOW);
            var loaded = new SampleLoader(() -> connect(server), 2, (phase, done, total) -> {}).load(sample, dataset);
            out.printf("%,d characters loaded in %d s%n", rows, loaded.toSeconds());
            var naive = sample.workload(dataset).statements().stream()
                    .filter(s -> s.name().equals("wanted"))
                    .findFirst()
                    .orElseThrow()
                    .text();
            try (var connection = connect(server)) {
                measure(connection, "as found", naive);
                var choice = choice(sessions(server), naive);
                out.println(choice.title() + ": " + choice.sql());
                long began = System.nanoTime();
                for (var sql : choice.sql()) {
                    execute(connection, sql);
                }
                out.printf("index built in %.1f s%n", (System.nanoTime() - began) / 1e9);
                execute(connection, "VACUUM ANALYZE characters");
                var handedOver = filled(connection, naive, choice.statements().getFirst());
                measure(connection, "handed over", handedOver);
                grown(CatalogReader.read(sessions(server)), naive, handedOver);
            }
        }
    }

    /** With the values that the statement has, and the name of a crew in place of its pattern. */
    private static String filled(Connection connection, String naive, String handedOver) throws SQLException {
        var text = handedOver;
        for (var value : OpenStatement.of(naive).values().entrySet()) {
            var literal = value.getValue().startsWith("%") ? name(connection, value.getValue()) : value.getValue();
            text = text.replace("$" + value.getKey(), Name.literal(literal));
        }
        return text;
    }

    private static String name(Connection connection, String pattern) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT name FROM crews WHERE name LIKE ? LIMIT 1")) {
            statement.setString(1, pattern);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private static ServerSessions sessions(PostgresServer server) {
        return new ServerSessions(new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of()));
    }

    /** The first way out that the tool lays out for the statement. */
    private static Choice choice(ServerSessions sessions, String sql) {
        var statement = statement(sql);
        var workload = new Workload("benchmark", null, NOW, List.of(statement), List.of());
        var findings = new PatternSearchRule().examine(Scene.of(CatalogReader.read(sessions), workload));
        return Objects.requireNonNull(findings.getFirst().decision()).choices().getFirst();
    }

    private static Statement statement(String sql) {
        return new Statement("1", sql, List.of(new Statement.Sample(sql, List.of(), 1)), 1, 1000, null);
    }

    private void measure(Connection connection, String form, String sql) throws SQLException {
        var times = new double[runs];
        for (int i = 0; i < runs; i++) {
            long began = System.nanoTime();
            execute(connection, sql);
            times[i] = (System.nanoTime() - began) / 1e6;
        }
        double first = times[0];
        Arrays.sort(times);
        out.printf("%s: median of %d runs %.2f ms, first %.2f ms%n  %s%n", form, runs, times[runs / 2], first, sql);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void grown(Catalog catalog, String... statements) {
        var characters =
                catalog.relation(new QualifiedName("public", "characters")).orElseThrow();
        var growth = Growth.toLargest(catalog, TIMES_LATER * characters.estimatedRows());
        try (var twin = Twin.build(GrownCatalog.of(catalog, growth), TwinOptions.DEFAULT)) {
            for (var sql : statements) {
                var question = new Question(statement(sql), sql, 1, false);
                var answer = twin.ask(Configuration.AS_IS, List.of(question)).getFirst();
                out.printf(
                        "on the twin, %,.0f rows: %s%n",
                        TIMES_LATER * characters.estimatedRows(),
                        answer instanceof Answer.Planned planned
                                ? String.join("\n", PlanTree.lines(planned.plan(), 110))
                                : answer);
            }
        }
    }
}
