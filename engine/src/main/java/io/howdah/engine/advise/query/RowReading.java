package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code SELECT column, … INTO variable, … FROM table WHERE …} in a procedural body.
 *
 * @param variables by the column that is read into it; by {@code *} what the whole row is read into
 * @param made by the column, variables that hold what was made of it
 * @param locks whether it holds what it reads, or what it takes its key from
 */
record RowReading(
        String table, Map<String, String> variables, Map<String, Set<String>> made, boolean locks, List<Token> tokens) {

    private static final String WHOLE = "*";

    /** What they make is of many rows. */
    private static final Set<String> AGGREGATES =
            Set.of("count", "sum", "max", "min", "avg", "array_agg", "string_agg");

    /** What the column is read into, itself or with its row; empty where it is not read. */
    Optional<String> variable(String column) {
        return Optional.ofNullable(variables.getOrDefault(column, variables.get(WHOLE)));
    }

    /** The column as it was read: the variable, or the field of one; empty where only what was made of it is known. */
    Optional<String> reference(String column) {
        var own = variables.get(column);
        var whole = variables.get(WHOLE);
        return own != null ? Optional.of(own) : Optional.ofNullable(whole).map(w -> w + "." + column);
    }

    /** Whether the column's value is known behind it, or something that was made of it. */
    boolean isRead(String column) {
        return variable(column).isPresent() || made.containsKey(column);
    }

    /** All that holds what it read. */
    Stream<String> holders() {
        return Stream.concat(variables.values().stream(), made.values().stream().flatMap(Set::stream));
    }

    /** Whether the column is still known as it was read. */
    boolean isKept(String column) {
        return reference(column).isPresent()
                && !made.getOrDefault(column, Set.of()).contains(variables.getOrDefault(column, ""));
    }

    /**
     * The same behind a statement that may assign something made of it to another variable, or something else to one that held it.
     *
     * @param sometimes whether the statement may as well not run
     */
    RowReading behind(List<Token> statement, boolean sometimes) {
        boolean assigns = statement.size() > 2
                && statement.getFirst().isName()
                && (statement.get(1).isSymbol("=")
                        || statement.get(1).isSymbol(":=")
                        || (statement.get(1).isSymbol(":") && statement.get(2).isSymbol("=")));
        if (!assigns) {
            return this;
        }
        var variable = statement.getFirst().name();
        var value = statement.subList(2, statement.size());
        var more = new LinkedHashMap<>(made);
        var carried = columns(value).filter(c -> isNamed(value, c)).toList();
        carried.forEach(c -> more.merge(c, Set.of(variable), RowReading::both));
        return carried.isEmpty() && !sometimes
                ? without(variable)
                : new RowReading(table, variables, more, locks, tokens);
    }

    /** Where a variable holds something else now. */
    private RowReading without(String variable) {
        var known = new LinkedHashMap<>(variables);
        known.values().removeIf(variable::equals);
        var rest = new LinkedHashMap<String, Set<String>>();
        made.forEach((column, holders) -> {
            var others = holders.stream().filter(h -> !h.equals(variable)).collect(Collectors.toSet());
            if (!others.isEmpty()) {
                rest.put(column, others);
            }
        });
        return new RowReading(table, known, rest, locks, tokens);
    }

    /** Those that are known, and the fields of the row that is read whole. */
    private Stream<String> columns(List<Token> value) {
        var known = Stream.concat(variables.keySet().stream(), made.keySet().stream())
                .filter(c -> !c.equals(WHOLE));
        var fields = variables.containsKey(WHOLE)
                ? value.stream().filter(Token::isName).map(Token::name)
                : Stream.<String>empty();
        return Stream.concat(known, fields).distinct();
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether tokens name the column as it was read, or what was made of it. */
    boolean isNamed(List<Token> tokens, String column) {
        var own = variables.get(column);
        var whole = variables.get(WHOLE);
        boolean itself = own != null
                ? BodyTokens.names(tokens, own)
                : whole != null && BodyTokens.say(tokens, whole, ".", column);
        return itself || made.getOrDefault(column, Set.of()).stream().anyMatch(m -> BodyTokens.names(tokens, m));
    }

    /** Whether a condition asks if another column, by which the row was not looked up, still is what was read. */
    boolean isConfirmed(List<Token> condition) {
        return condition.stream()
                .filter(Token::isName)
                .map(Token::name)
                .filter(c -> variables.containsKey(c) || variables.containsKey(WHOLE))
                .filter(c -> !BodyTokens.names(condition(), c))
                .anyMatch(c -> isCompared(condition, c));
    }

    private boolean isCompared(List<Token> condition, String column) {
        var own = variables.get(column);
        var whole = variables.get(WHOLE);
        return own != null
                ? BodyTokens.say(condition, column, "=", own) || BodyTokens.say(condition, own, "=", column)
                : BodyTokens.say(condition, column, "=", String.valueOf(whole), ".", column)
                        || BodyTokens.say(condition, String.valueOf(whole), ".", column, "=", column);
    }

    /** Whether a statement changed the same row before, and holds it since: the same table by the same condition. */
    boolean isOfRowChangedBy(List<Token> statement) {
        return RowChange.of(statement).stream()
                .anyMatch(c -> c.table().equals(table) && names(c.condition()).equals(names(condition())));
    }

    private static List<String> names(List<Token> tokens) {
        return tokens.stream().map(Token::name).toList();
    }

    private List<Token> condition() {
        int where = BodyTokens.index(tokens, "where");
        int into = BodyTokens.index(tokens, "into");
        return where < 0 ? List.of() : tokens.subList(where + 1, into > where ? into : tokens.size());
    }

    static Optional<RowReading> of(List<Token> tokens) {
        int into = BodyTokens.index(tokens, "into");
        int from = BodyTokens.index(tokens, "from");
        if (!tokens.getFirst().is("select") || into < 0 || from < 0) {
            return Optional.empty();
        }
        boolean strict = into + 1 < tokens.size() && tokens.get(into + 1).is("strict");
        int first = strict ? into + 2 : into + 1;
        int last = Math.min(endOfNames(tokens, first), tokens.size());
        if (first >= tokens.size()) {
            return Optional.empty();
        }
        var columns = BodyTokens.list(
                into > 1 ? tokens.subList(1, Math.min(into, from)) : tokens.subList(Math.min(last, from), from));
        var names = BodyTokens.list(tokens.subList(first, last));
        var variables = pairs(columns, names);
        var made = made(columns, names);
        boolean locks = Holding.locksRows(tokens) || BodyTokens.say(tokens, "for", "share");
        return variables.isEmpty() && made.isEmpty()
                ? Optional.empty()
                : Optional.of(new RowReading(BodyTokens.tableName(tokens, from + 1), variables, made, locks, tokens));
    }

    /** Behind {@code name, name, …}. */
    private static int endOfNames(List<Token> tokens, int first) {
        int at = first + 1;
        while (at + 1 < tokens.size() && tokens.get(at).isSymbol(",")) {
            at += 2;
        }
        return at;
    }

    private static Map<String, String> pairs(List<List<Token>> columns, List<List<Token>> variables) {
        var pairs = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(columns.size(), variables.size()); i++) {
            var column = column(columns.get(i));
            if (!column.isEmpty() && variables.get(i).size() == 1) {
                pairs.putIfAbsent(column, variables.get(i).getFirst().name());
            }
        }
        return pairs;
    }

    /** Variables into which an expression is read, by each name in it that may be a column. */
    private static Map<String, Set<String>> made(List<List<Token>> columns, List<List<Token>> variables) {
        var made = new LinkedHashMap<String, Set<String>>();
        for (int i = 0; i < Math.min(columns.size(), variables.size()); i++) {
            var expression = columns.get(i);
            boolean plain = expression.stream().allMatch(t -> t.isName() || t.isSymbol("."));
            boolean ofMany = expression.stream().anyMatch(t -> AGGREGATES.contains(t.name()));
            if (!plain && !ofMany && variables.get(i).size() == 1) {
                var variable = variables.get(i).getFirst().name();
                expression.stream()
                        .filter(Token::isName)
                        .forEach(t -> made.merge(t.name(), Set.of(variable), RowReading::both));
            }
        }
        return made;
    }

    /** Its name, without that of its table; the name it is given where it is made of something. */
    private static String column(List<Token> tokens) {
        int as = BodyTokens.index(tokens, "as");
        var itself = as > 0 ? tokens.subList(0, as) : tokens;
        boolean plain = !itself.isEmpty() && itself.stream().allMatch(t -> t.isName() || t.isSymbol("."));
        if (plain) {
            return itself.getLast().name();
        }
        if (!tokens.isEmpty() && tokens.getLast().isSymbol(WHOLE)) {
            return WHOLE;
        }
        return !tokens.isEmpty() && tokens.getLast().isName() ? tokens.getLast().name() : "";
    }
}
