package io.howdah.benchmarks;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hypothetical indexes of all kinds against the same ones built: their sizes, and what a statement costs with each.
 *
 * <p>On TPC-H and on a table of 100,000 rows with columns of every type that has an index of its own kind. Each index is built for
 * real once to be measured, and once more alone for its statement's cost. Option: {@code --scale N} of TPC-H (default 0.1).
 */
public final class IndexSizeBenchmark {

    private final Connection connection;
    private final ConnectionSettings settings;

    private IndexSizeBenchmark(Connection connection, ConnectionSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** An index after its table, and a statement for it. */
    private record Case(String index, String statement) {

        /** These come last, since they are analysed once built, which changes the statistics of all columns a little. */
        boolean isOnExpression() {
            return index.matches(".*\\(.*\\(.*");
        }
    }

    /** Bytes as estimated and as built, and the statement's cost with each. */
    private record Result(
            String index, String method, double estimated, double built, double costThere, double costHere) {

        double sizeError() {
            return estimated / built - 1;
        }

        double costError() {
            return costThere / costHere - 1;
        }
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        double scale = arguments.length > 1 && arguments[0].equals("--scale") ? Double.parseDouble(arguments[1]) : 0.1;
        try (var server = PostgresServer.builder()
                        .temporary()
                        .settings(Map.of(
                                "fsync", "off", "full_page_writes", "off", "autovacuum", "off", "max_wal_size", "8GB"))
                        .start();
                var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            new TpchData(scale).load(connection);
            execute(connection, read("schema.sql"));
            execute(connection, "vacuum analyze goods");
            var settings = new ConnectionSettings(
                    server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
            new IndexSizeBenchmark(connection, settings).run();
        }
    }

    private void run() throws SQLException, IOException {
        var cases = read("indexes.txt")
                .lines()
                .map(IndexSizeBenchmark::parsed)
                .sorted(Comparator.comparing(Case::isOnExpression))
                .toList();
        var before = catalog();
        var built = build(cases);
        var results = new ArrayList<Result>();
        try (var twin = Twin.build(before, TwinOptions.DEFAULT)) {
            for (int i = 0; i < cases.size(); i++) {
                var index = built.get(i);
                var candidates = twin.add(List.of(index.definition()));
                if (candidates.isEmpty()) {
                    System.out.println("refused: " + cases.get(i).index() + " " + twin.refused());
                    continue;
                }
                results.add(result(cases.get(i), index, twin, candidates.getFirst()));
            }
        }
        print(results);
    }

    private Result result(Case it, Index index, Twin twin, Candidate candidate) throws SQLException {
        var statement = new Statement("1", it.statement(), List.of(), 1, 0, null);
        var question = new Question(statement, it.statement(), 1, false);
        var answer = twin.ask(Configuration.with(Set.of(candidate)), List.of(question))
                .getFirst();
        double there = answer instanceof Answer.Planned planned ? planned.plan().cost() : Double.NaN;
        execute(connection, "create index alone on " + it.index());
        if (index.definition().keys().stream().anyMatch(k -> k.column() == null)) {
            execute(connection, "analyze " + index.table().quoted());
        }
        double here = cost(it.statement());
        execute(connection, "drop index alone");
        return new Result(
                it.index(), index.definition().method(), candidate.sizeBytes(), index.sizeBytes(), there, here);
    }

    /** In the order of the cases; they are dropped again. */
    private List<Index> build(List<Case> cases) throws SQLException {
        for (int i = 0; i < cases.size(); i++) {
            execute(
                    connection,
                    "create index built_%03d on %s".formatted(i, cases.get(i).index()));
        }
        var indexes = new TreeMap<String, Index>();
        catalog().indexes().stream()
                .filter(i -> i.name().name().startsWith("built_"))
                .forEach(i -> indexes.put(i.name().name(), i));
        for (String name : indexes.keySet()) {
            execute(connection, "drop index " + name);
        }
        return List.copyOf(indexes.values());
    }

    private Catalog catalog() {
        return CatalogReader.read(new ServerSessions(settings));
    }

    private double cost(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("explain " + sql)) {
            rows.next();
            return Double.parseDouble(rows.getString(1).replaceFirst(".*\\.\\.([0-9.]+) .*", "$1"));
        }
    }

    private static void print(List<Result> results) {
        results.forEach(r -> System.out.printf(
                "%+7.1f %% size (%6.0f pages, built %6.0f)  %+7.2f %% cost (%.2f, built %.2f)  %s%n",
                100 * r.sizeError(),
                r.estimated() / 8192,
                r.built() / 8192,
                100 * r.costError(),
                r.costThere(),
                r.costHere(),
                r.index()));
        var methods = new TreeMap<String, List<Result>>();
        results.forEach(
                r -> methods.computeIfAbsent(r.method(), m -> new ArrayList<>()).add(r));
        methods.put("all", results);
        System.out.printf(
                "%n%-8s %3s  %20s  %20s  %s%n", "", "n", "size: median, max", "cost: median, max", "total cost");
        methods.forEach(IndexSizeBenchmark::print);
    }

    private static void print(String method, List<Result> results) {
        var sizes = results.stream()
                .mapToDouble(r -> Math.abs(r.sizeError()))
                .sorted()
                .toArray();
        var costs = results.stream()
                .mapToDouble(r -> Math.abs(r.costError()))
                .sorted()
                .toArray();
        double there = results.stream().mapToDouble(Result::costThere).sum();
        double here = results.stream().mapToDouble(Result::costHere).sum();
        long within =
                results.stream().filter(r -> Math.abs(r.sizeError()) <= 0.1).count();
        System.out.printf(
                "%-8s %3d  %8.1f %% %8.1f %%  %8.2f %% %8.2f %%  %+.2f %%  (%d within 10 %% in size)%n",
                method,
                results.size(),
                100 * sizes[sizes.length / 2],
                100 * sizes[sizes.length - 1],
                100 * costs[costs.length / 2],
                100 * costs[costs.length - 1],
                100 * (there / here - 1),
                within);
    }

    private static Case parsed(String line) {
        var parts = line.split(" ;; ", 2);
        return new Case(parts[0], parts[1]);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String name) throws IOException {
        try (var in = IndexSizeBenchmark.class.getResourceAsStream("/kinds/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource kinds/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
