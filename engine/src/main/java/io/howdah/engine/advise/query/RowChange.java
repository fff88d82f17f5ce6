package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.List;
import java.util.Optional;

/** One assignment of {@code UPDATE table SET column = value, … WHERE …} in a procedural body. */
record RowChange(String table, String column, List<Token> value, List<Token> condition, List<Token> tokens) {

    /** All assignments of a statement; none where it is no UPDATE. */
    static List<RowChange> of(List<Token> tokens) {
        int set = BodyTokens.index(tokens, "set");
        if (!tokens.getFirst().is("update") || set < 0) {
            return List.of();
        }
        int where = BodyTokens.index(tokens, "where");
        int end = where < 0 ? tokens.size() : where;
        int returning = BodyTokens.index(tokens, "returning");
        int last = returning < 0 ? tokens.size() : returning;
        var condition = where < 0 ? List.<Token>of() : tokens.subList(where + 1, Math.max(where + 1, last));
        var table = BodyTokens.tableName(tokens, 1);
        return BodyTokens.list(tokens.subList(set + 1, Math.max(set + 1, end))).stream()
                .filter(a -> a.size() > 2 && a.getFirst().isName() && a.get(1).isSymbol("="))
                .map(a -> new RowChange(
                        table, a.getFirst().name(), BodyTokens.expression(a.subList(2, a.size())), condition, tokens))
                .toList();
    }

    /** The value goes down or is written from the variable, and nothing asks again whether it still is what was read. */
    boolean isUnguarded(RowReading read) {
        boolean other = !table.equals(read.table()) || BodyTokens.names(condition, column);
        return !other
                && read.variable(column)
                        .filter(v -> value.stream().anyMatch(t -> t.isSymbol("-")) || BodyTokens.names(value, v))
                        .isPresent();
    }

    /** What stands behind the minus. */
    List<Token> taken() {
        for (int i = 0; i + 1 < value.size(); i++) {
            if (value.get(i).isSymbol("-")) {
                return BodyTokens.expression(value.subList(i + 1, value.size()));
            }
        }
        return List.of();
    }

    /** The first name of what is taken away. */
    Optional<String> amount() {
        return taken().stream().filter(Token::isName).map(Token::name).findFirst();
    }
}
