package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** How many different answers a statement can have while no table is written, by what its parameters can be. */
final class AnswerCount {

    /** So many times must each text have been seen, on average, for the texts to be known; ours. */
    private static final int TIMES = 5;

    /** More texts than this are no list of all; ours. */
    private static final int TEXTS = 20;

    /** Texts seen before they tell anything; ours. */
    private static final int TELLING = 10;

    private AnswerCount() {}

    /** At most so many; infinite where that cannot be told. */
    static double of(Statement statement, List<Relation> tables) {
        return Math.min(byColumns(Tokens.of(statement.text()), tables), byTexts(statement.samples()));
    }

    /** A parameter has the values of the column that it is compared with by equality; of LIMIT it is always the same. */
    private static double byColumns(List<Token> tokens, List<Relation> tables) {
        var combinations = new HashMap<String, Double>();
        var ofTable = new HashMap<Relation, Double>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Token.Kind.PARAMETER && !isOfLimit(tokens, i)) {
                var column = compared(tokens, i).flatMap(name -> column(name, tables));
                if (column.isEmpty()) {
                    return Double.POSITIVE_INFINITY;
                }
                if (combinations.putIfAbsent(tokens.get(i).text(), column.get().values()) == null) {
                    ofTable.merge(column.get().table(), column.get().values(), (one, other) -> one * other);
                }
            }
        }
        return ofTable.entrySet().stream()
                .mapToDouble(e -> Math.min(e.getValue(), Math.max(1, e.getKey().estimatedRows())))
                .reduce(1, (one, other) -> one * other);
    }

    private static boolean isOfLimit(List<Token> tokens, int parameter) {
        return parameter > 0
                && (tokens.get(parameter - 1).is("limit")
                        || tokens.get(parameter - 1).is("first"));
    }

    /** The name before {@code = $n}. */
    private static Optional<String> compared(List<Token> tokens, int parameter) {
        return parameter >= 2
                        && tokens.get(parameter - 1).isSymbol("=")
                        && tokens.get(parameter - 2).isName()
                ? Optional.of(tokens.get(parameter - 2).name())
                : Optional.empty();
    }

    private record Values(Relation table, double values) {}

    /** Of several tables that have the column the one with most values; empty where one has no statistics. */
    private static Optional<Values> column(String name, List<Relation> tables) {
        Values most = null;
        for (var table : tables) {
            var column = table.column(name);
            if (column.isPresent()) {
                var statistics = column.get().statistics();
                if (statistics == null) {
                    return Optional.empty();
                }
                double values = Math.max(1, statistics.distinctAmong(table.estimatedRows()));
                most = most == null || values > most.values() ? new Values(table, values) : most;
            }
        }
        return Optional.ofNullable(most);
    }

    /** As many as texts were seen as they were sent, where the same ones came again and again. */
    private static double byTexts(List<Statement.Sample> samples) {
        int seen = samples.stream().mapToInt(Statement.Sample::seen).sum();
        boolean known = seen >= TELLING
                && samples.size() <= TEXTS
                && seen >= TIMES * samples.size()
                && samples.stream().allMatch(AnswerCount::hasValues);
        return known ? samples.size() : Double.POSITIVE_INFINITY;
    }

    private static boolean hasValues(Statement.Sample sample) {
        return !sample.parameters().isEmpty()
                || Tokens.of(sample.text()).stream().noneMatch(t -> t.kind() == Token.Kind.PARAMETER);
    }
}
