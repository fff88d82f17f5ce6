package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a statement of which only the normalised text is known can have few different answers.
 *
 * <p>Its parameters may be constants of the program or values of a request. They count as few where they limit the rows given,
 * judge a group, or are compared with a column of few values; a user's id or a day does not.
 */
final class FewAnswers {

    /** Values of a column; ours: a status or a flag, not a key. */
    private static final int VALUES = 20;

    private FewAnswers() {}

    static boolean has(String sql, List<Relation> tables) {
        var tokens = Tokens.of(sql);
        return IntStream.range(0, tokens.size())
                .filter(i -> tokens.get(i).kind() == Token.Kind.PARAMETER)
                .allMatch(i -> isFew(tokens, i, tables));
    }

    private static boolean isFew(List<Token> tokens, int parameter, List<Relation> tables) {
        if (parameter < 2) {
            return false;
        }
        var before = tokens.get(parameter - 1);
        var compared = tokens.get(parameter - 2);
        return Stream.of("limit", "offset", "first").anyMatch(before::is)
                || (before.kind() == Token.Kind.OPERATOR && compared.isSymbol(")"))
                || (before.isSymbol("=") && compared.isName() && hasFewValues(compared.name(), tables));
    }

    /** A column of which nothing is known may have any number of values. */
    private static boolean hasFewValues(String column, List<Relation> tables) {
        var values = tables.stream()
                .flatMap(t -> t.column(column).stream()
                        .flatMap(c -> Stream.ofNullable(c.statistics()))
                        .map(s -> values(s, t)))
                .toList();
        return !values.isEmpty() && values.stream().allMatch(v -> v <= VALUES);
    }

    private static double values(ColumnStatistics statistics, Relation table) {
        return statistics.distinctAmong(table.estimatedRows());
    }
}
