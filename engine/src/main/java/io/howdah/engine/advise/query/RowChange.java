package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One assignment of {@code UPDATE table SET column = value, … WHERE …} in a procedural body. */
record RowChange(String table, String column, List<Token> value, List<Token> condition, List<Token> tokens) {

    /** All assignments of a statement; none where it is no UPDATE. */
    static List<RowChange> of(List<Token> tokens) {
        int set = BodyTokens.index(tokens, "set");
        if (!tokens.getFirst().is("update") || set < 0) {
            return List.of();
        }
        int end = BodyTokens.indexOrEnd(tokens, "returning");
        int where = Math.min(BodyTokens.indexOrEnd(tokens, "where"), end);
        var condition = where < end ? tokens.subList(where + 1, end) : List.<Token>of();
        var table = BodyTokens.tableName(tokens, 1);
        return BodyTokens.list(tokens.subList(set + 1, Math.max(set + 1, where))).stream()
                .flatMap(RowChange::assignments)
                .map(a -> new RowChange(
                        table, a.getFirst().name(), BodyTokens.expression(a.subList(2, a.size())), condition, tokens))
                .toList();
    }

    /** {@code column = value}, and those of which {@code (column, …) = (value, …)} is made; nothing of subqueries. */
    private static Stream<List<Token>> assignments(List<Token> tokens) {
        int equals = BodyTokens.index(tokens, "=");
        if (equals == 1 && tokens.getFirst().isName() && tokens.size() > 2) {
            return Stream.of(tokens);
        }
        if (equals < 2 || !tokens.getFirst().isSymbol("(")) {
            return Stream.empty();
        }
        int open = equals + 1 < tokens.size() && tokens.get(equals + 1).is("row") ? equals + 2 : equals + 1;
        int close = tokens.size() - 1;
        if (open >= close
                || !tokens.get(open).isSymbol("(")
                || tokens.get(open + 1).is("select")) {
            return Stream.empty();
        }
        var columns = BodyTokens.list(tokens.subList(1, equals - 1));
        var values = BodyTokens.list(tokens.subList(open + 1, close));
        return IntStream.range(0, Math.min(columns.size(), values.size()))
                .filter(i -> columns.get(i).size() == 1 && !values.get(i).isEmpty())
                .mapToObj(i -> Stream.concat(
                                Stream.of(columns.get(i).getFirst(), tokens.get(equals)), values.get(i).stream())
                        .toList());
    }

    /** The value goes down or is written as it was read, and nothing asks again whether the row still is what was read. */
    boolean isUnguarded(RowReading read) {
        boolean asked = BodyTokens.names(condition, column) || read.isConfirmed(condition);
        boolean changes = read.isRead(column) && (!taken(read).isEmpty() || isWritten(read));
        return table.equals(read.table()) && changes && !asked;
    }

    /**
     * Whether something is taken off the value, and would be again if the same were done twice: not where the condition asks for another
     * column as it was before this change, such as a version or a state.
     */
    boolean isSpent(RowReading read) {
        return table.equals(read.table())
                && read.isRead(column)
                && !taken(read).isEmpty()
                && !read.isConfirmed(condition)
                && of(tokens).stream()
                        .noneMatch(c -> !c.column.equals(column) && BodyTokens.names(condition, c.column));
    }

    /** Whether what was read is written back, or what is made of it. */
    boolean isWritten(RowReading read) {
        return read.isNamed(value, column);
    }

    /** Whether it is set to a word, a number, true or false. */
    boolean isConstant() {
        return value.size() == 1
                && (value.getFirst().kind() == Token.Kind.STRING
                        || value.getFirst().kind() == Token.Kind.NUMBER
                        || value.getFirst().is("true")
                        || value.getFirst().is("false"));
    }

    /** What stands behind the first minus that takes a number off the column, or off what it was; empty where there is none. */
    List<Token> taken(RowReading read) {
        for (int i = 1; i + 1 < value.size(); i++) {
            var left = value.subList(0, i);
            boolean less = value.get(i).isSymbol("-")
                    && value.get(i + 1).kind() != Token.Kind.STRING
                    && !value.get(i + 1).is("interval")
                    && (BodyTokens.names(left, column) || read.isNamed(left, column));
            if (less) {
                return BodyTokens.expression(value.subList(i + 1, value.size()));
            }
        }
        return List.of();
    }

    /** The first name of what is taken away. */
    Optional<String> amount(RowReading read) {
        var taken = taken(read);
        return IntStream.range(0, taken.size())
                .filter(i -> taken.get(i).isName() && isValue(taken, i))
                .mapToObj(i -> taken.get(i).name())
                .findFirst();
    }

    /** Neither a function, a type nor a word of CASE. */
    private static boolean isValue(List<Token> tokens, int at) {
        boolean called = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol("(");
        boolean type = at > 0 && tokens.get(at - 1).isSymbol("::");
        return !called && !type && !tokens.get(at).is("case") && !tokens.get(at).is("when");
    }
}
