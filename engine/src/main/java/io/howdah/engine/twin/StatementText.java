package io.howdah.engine.twin;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement's text, made into one that the server parses.
 *
 * <p>pg_stat_statements puts {@code $n} where constants stood, also where only a constant may stand: {@code interval $1},
 * {@code extract($1 from t)}; and of a list of constants it shows the first one only, with a comment behind it (since 18).
 *
 * @param sql without a semicolon at its end
 * @param limits parameters of LIMIT and FETCH
 * @param offsets parameters of OFFSET
 */
record StatementText(String sql, Set<Integer> parameters, Set<Integer> limits, Set<Integer> offsets) {

    private static final Set<String> TYPES = Set.of(
            "bit bool boolean box bytea cidr circle date decimal float4 float8 inet int2 int4 int8 integer interval json"
                    .concat(
                            " jsonb line lseg macaddr money name numeric path point polygon text time timestamp timestamptz")
                    .concat(" timetz tsquery tsvector uuid xml")
                    .split(" "));

    private static final Set<String> PLANNED =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table");

    private static final String SQUASHED = "/*, ... */";

    /** @param listLength how many values to assume in a list whose length was not kept */
    static StatementText of(String text, int listLength) {
        var rewritten = expandLists(rewrite(withoutSemicolon(text)), listLength);
        var tokens = Tokens.of(rewritten);
        var parameters = new TreeSet<Integer>();
        tokens.stream().filter(StatementText::isParameter).forEach(t -> parameters.add(number(t)));
        return new StatementText(
                rewritten,
                parameters,
                after(tokens, Set.of("limit", "first", "next")),
                after(tokens, Set.of("offset")));
    }

    /** Whether it is of a kind that has a plan. */
    static boolean isPlanned(String text) {
        return Tokens.of(text).stream()
                .filter(t -> !t.isSymbol("("))
                .findFirst()
                .map(t -> PLANNED.contains(t.text().toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    /** Whether more than one statement stands in it. */
    static boolean isSeveral(String text) {
        var tokens = Tokens.of(text);
        int last = tokens.size() - 1;
        while (last >= 0 && tokens.get(last).isSymbol(";")) {
            last--;
        }
        return tokens.subList(0, last + 1).stream().anyMatch(t -> t.isSymbol(";"));
    }

    /** The text with each parameter replaced. */
    String with(IntFunction<String> replacement) {
        return replaced(sql, replacement);
    }

    /** A value that is worked out from other parameters, such as {@code date_trunc($1, …)}, with those in their place. */
    static String replaced(String value, Map<Integer, String> others) {
        return value.indexOf('$') < 0 ? value : replaced(value, n -> others.getOrDefault(n, "NULL"));
    }

    private static String replaced(String sql, IntFunction<String> replacement) {
        var edits = new Edits(sql);
        Tokens.of(sql).stream()
                .filter(StatementText::isParameter)
                .forEach(t -> edits.replace(t.start(), t.end(), replacement.apply(number(t))));
        return edits.apply();
    }

    /** The text with the type of each parameter stated. */
    String typed(Map<Integer, String> types) {
        return with(n -> {
            var type = types.get(n);
            return type == null ? "$" + n : "$" + n + "::" + type;
        });
    }

    private static String withoutSemicolon(String text) {
        var tokens = Tokens.of(text);
        int end = text.length();
        for (int i = tokens.size() - 1; i >= 0 && tokens.get(i).isSymbol(";"); i--) {
            end = tokens.get(i).start();
        }
        return text.substring(0, end);
    }

    private static String rewrite(String text) {
        var tokens = Tokens.of(text);
        var edits = new Edits(text);
        for (int i = 1; i < tokens.size(); i++) {
            if (isParameter(tokens.get(i))) {
                typeBefore(tokens, i, edits);
                extract(tokens, i, edits);
            }
        }
        return edits.apply();
    }

    /** {@code interval $1} and {@code timestamp with time zone $1}. */
    private static void typeBefore(List<Token> tokens, int parameter, Edits edits) {
        int first = parameter - 1;
        if (first >= 3 && tokens.get(first).is("zone") && tokens.get(first - 1).is("time")) {
            first -= 3;
        }
        var type = tokens.get(first);
        boolean cast = first > 0
                && (tokens.get(first - 1).isSymbol("::")
                        || tokens.get(first - 1).isSymbol("."));
        if (type.kind() != Token.Kind.WORD
                || cast
                || !TYPES.contains(type.text().toLowerCase(Locale.ROOT))) {
            return;
        }
        var words = tokens.subList(first, parameter).stream().map(Token::text).collect(Collectors.joining(" "));
        var value = tokens.get(parameter);
        edits.replace(type.start(), value.end(), "(" + value.text() + "::" + words + ")");
    }

    /** {@code extract($1 from t)}; the function takes the field as text. */
    private static void extract(List<Token> tokens, int parameter, Edits edits) {
        if (parameter >= 2
                && parameter + 1 < tokens.size()
                && tokens.get(parameter - 2).is("extract")
                && tokens.get(parameter - 1).isSymbol("(")
                && tokens.get(parameter + 1).is("from")) {
            var function = tokens.get(parameter - 2);
            var from = tokens.get(parameter + 1);
            edits.replace(function.start(), function.end(), "pg_catalog.extract");
            edits.replace(from.start(), from.end(), ",");
        }
    }

    private static String expandLists(String text, int length) {
        var tokens = Tokens.of(text);
        int next = tokens.stream()
                        .filter(StatementText::isParameter)
                        .mapToInt(StatementText::number)
                        .max()
                        .orElse(0)
                + 1;
        var edits = new Edits(text);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            var token = tokens.get(i);
            int gapEnd = tokens.get(i + 1).start();
            if (isParameter(token) && text.substring(token.end(), gapEnd).contains(SQUASHED)) {
                var more = IntStream.range(next, next + length - 1)
                        .mapToObj(n -> ", $" + n)
                        .collect(Collectors.joining());
                edits.replace(token.end(), gapEnd, more);
                next += length - 1;
            }
        }
        return edits.apply();
    }

    private static Set<Integer> after(List<Token> tokens, Set<String> words) {
        var found = new TreeSet<Integer>();
        for (int i = 1; i < tokens.size(); i++) {
            if (isParameter(tokens.get(i))
                    && words.contains(tokens.get(i - 1).text().toLowerCase(Locale.ROOT))) {
                found.add(number(tokens.get(i)));
            }
        }
        return found;
    }

    static boolean isParameter(Token token) {
        return token.kind() == Token.Kind.PARAMETER;
    }

    static int number(Token token) {
        return Integer.parseInt(token.text().substring(1));
    }

    /** Replacements in a text that do not overlap. */
    private static final class Edits {

        private final String text;
        private final TreeMap<Integer, Edit> edits = new TreeMap<>();

        private record Edit(int end, String replacement) {}

        Edits(String text) {
            this.text = text;
        }

        void replace(int start, int end, String replacement) {
            edits.put(start, new Edit(end, replacement));
        }

        String apply() {
            var result = new StringBuilder();
            int at = 0;
            for (var edit : edits.entrySet()) {
                result.append(text, at, edit.getKey()).append(edit.getValue().replacement());
                at = edit.getValue().end();
            }
            return result.append(text, at, text.length()).toString();
        }
    }
}
