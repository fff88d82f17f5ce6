package io.howdah.benchmarks;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.DistinctReader;
import io.howdah.engine.read.ExtremesReader;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Indexes of one database estimated on its twin, and then built. All of them are dropped again. */
final class IndexTrial {

    private final Connection connection;
    private final Sessions sessions;

    /** @param connection of a superuser who may change the system's tables */
    IndexTrial(Connection connection, Sessions sessions) {
        this.connection = connection;
        this.sessions = sessions;
    }

    /** An index after its table, and a statement for it. */
    record Case(String index, String statement) {

        static Case parsed(String line) {
            var parts = line.split(" ;; ", 2);
            return new Case(parts[0], parts[1]);
        }

        /** These come last, since ANALYZE must see them once built, which changes the statistics of all columns a little. */
        boolean isOnExpression() {
            return index.replaceFirst(" (INCLUDE|WITH|WHERE) .*", "").matches(".*\\(.*\\(.*");
        }
    }

    /** Bytes as estimated and as built, and the statement's cost with each; of the built one once more after another ANALYZE. */
    record Result(
            String index,
            String method,
            double estimated,
            double built,
            double costThere,
            double costHere,
            double costAgain) {

        double sizeError() {
            return estimated / built - 1;
        }

        double costError() {
            return costThere / costHere - 1;
        }

        /** What ANALYZE alone makes of it. */
        double noise() {
            return costAgain / costHere - 1;
        }
    }

    List<Result> run(List<Case> unsorted) throws SQLException {
        var cases = unsorted.stream()
                .sorted(Comparator.comparing(Case::isOnExpression))
                .toList();
        var before = DistinctReader.read(sessions, ExtremesReader.read(sessions, CatalogReader.read(sessions)));
        var built = build(cases);
        var results = new ArrayList<Result>();
        var samples = new RowSampleReader(sessions, before);
        var costs = realCosts(cases, built);
        try (var twin = Twin.build(before, TwinOptions.DEFAULT.samples(samples))) {
            var made = twin.add(built.stream().map(Index::definition).toList()).stream()
                    .collect(Collectors.toMap(Candidate::definition, c -> c, (a, b) -> a));
            for (int i = 0; i < cases.size(); i++) {
                var index = built.get(i);
                var candidate = made.get(index.definition());
                if (candidate == null) {
                    throw new IllegalStateException("refused: " + twin.refused());
                }
                results.add(new Result(
                        cases.get(i).index(),
                        index.definition().method(),
                        candidate.sizeBytes(),
                        index.sizeBytes(),
                        cost(twin, candidate, cases.get(i).statement()),
                        costs.get(0).get(i),
                        costs.get(1).get(i)));
            }
        }
        for (var index : built) {
            execute("drop index " + index.name().quoted());
        }
        return results;
    }

    private static double cost(Twin twin, Candidate candidate, String sql) {
        var question = new Question(new Statement("1", sql, List.of(), 1, 0, null), sql, 1, false);
        var answer = twin.ask(Configuration.with(Set.of(candidate)), List.of(question))
                .getFirst();
        return answer instanceof Answer.Planned planned ? planned.plan().cost() : Double.NaN;
    }

    /** In the order of the cases; the planner does not see them. */
    private List<Index> build(List<Case> cases) throws SQLException {
        for (int i = 0; i < cases.size(); i++) {
            execute("create index built_%03d on %s".formatted(i, cases.get(i).index()));
        }
        Map<String, Index> indexes = new HashMap<>();
        CatalogReader.read(sessions).indexes().forEach(i -> indexes.put(i.name().name(), i));
        execute("update pg_index set indisvalid = false where indexrelid in"
                + " (select oid from pg_class where relname ~ '^built_')");
        var built = new ArrayList<Index>();
        for (int i = 0; i < cases.size(); i++) {
            built.add(indexes.get("built_%03d".formatted(i)));
        }
        return built;
    }

    /** Of each statement with its own index alone; twice, with ANALYZE in between. */
    private List<List<Double>> realCosts(List<Case> cases, List<Index> built) throws SQLException {
        var first = new ArrayList<Double>();
        boolean analyzed = false;
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).isOnExpression() && !analyzed) {
                execute("analyze");
                analyzed = true;
            }
            first.add(realCost(cases.get(i), built.get(i)));
        }
        execute("analyze");
        var second = new ArrayList<Double>();
        for (int i = 0; i < cases.size(); i++) {
            second.add(realCost(cases.get(i), built.get(i)));
        }
        return List.of(first, second);
    }

    private double realCost(Case it, Index index) throws SQLException {
        execute("update pg_index set indisvalid = true where indexrelid = " + index.oid());
        double cost = cost(it.statement());
        execute("update pg_index set indisvalid = false where indexrelid = " + index.oid());
        return cost;
    }

    private double cost(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("explain " + sql)) {
            rows.next();
            return Double.parseDouble(rows.getString(1).replaceFirst(".*\\.\\.([0-9.]+) .*", "$1"));
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
