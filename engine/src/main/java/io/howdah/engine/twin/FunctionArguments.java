package io.howdah.engine.twin;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values for parameters that are arguments of the server's own functions and that only certain words suit: the planner works
 * some of them out, and fails where the word means nothing to the function.
 */
final class FunctionArguments {

    /** Understood by {@code to_char} of times and of numbers alike. */
    private static final String FORMAT_OF_ANYTHING = "YYYY-MM";

    private static final String DAY = "2024-02-29";
    private static final String DAY_FORMAT = "YYYY-MM-DD";
    private static final String ZONE = "UTC";

    /** By function, then by position from 1 (manual, chapter 9). */
    private static final Map<String, Map<Integer, String>> KNOWN = Map.ofEntries(
            Map.entry("date_trunc", Map.of(1, "day", 3, ZONE)),
            Map.entry("date_part", Map.of(1, "day")),
            Map.entry("extract", Map.of(1, "day")),
            Map.entry("timezone", Map.of(1, ZONE)),
            Map.entry("to_char", Map.of(2, FORMAT_OF_ANYTHING)),
            Map.entry("to_date", Map.of(1, DAY, 2, DAY_FORMAT)),
            Map.entry("to_timestamp", Map.of(1, DAY, 2, DAY_FORMAT)),
            Map.entry("to_number", Map.of(1, "1", 2, "9")),
            Map.entry("encode", Map.of(2, "hex")),
            Map.entry("decode", Map.of(1, "00", 2, "hex")),
            Map.entry("pg_size_bytes", Map.of(1, "1 MB")),
            Map.entry("string_agg", Map.of(2, ",")),
            Map.entry("string_to_array", Map.of(2, ",")),
            Map.entry("array_to_string", Map.of(2, ",")),
            Map.entry("split_part", Map.of(2, ",")));

    private final List<Token> tokens;
    private final Map<Integer, String> found = new HashMap<>();

    /** A parenthesis that is open: of which function, and at which argument. */
    private record Open(String function, int position) {}

    private FunctionArguments(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** By number of the parameter. A function in a schema other than {@code pg_catalog} is not the server's own. */
    static Map<Integer, String> of(String sql) {
        var arguments = new FunctionArguments(Tokens.of(sql));
        arguments.read();
        return arguments.found;
    }

    private void read() {
        var open = new ArrayDeque<Open>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.isSymbol("(") || token.isSymbol("[")) {
                open.push(new Open(function(i), 1));
            } else if ((token.isSymbol(")") || token.isSymbol("]")) && !open.isEmpty()) {
                open.pop();
            } else if (token.isSymbol(",") && !open.isEmpty()) {
                var before = open.pop();
                open.push(new Open(before.function(), before.position() + 1));
            } else if (StatementText.isParameter(token)) {
                parameter(i, open.peek());
            }
        }
    }

    private String function(int parenthesis) {
        if (parenthesis == 0 || !tokens.get(parenthesis - 1).isName()) {
            return "";
        }
        boolean qualified = parenthesis > 2 && tokens.get(parenthesis - 2).isSymbol(".");
        boolean own = !qualified || tokens.get(parenthesis - 3).name().equals("pg_catalog");
        return own ? tokens.get(parenthesis - 1).name() : "";
    }

    private void parameter(int i, @Nullable Open open) {
        int number = StatementText.number(tokens.get(i));
        if (i > 0 && tokens.get(i - 1).is("zone")) {
            found.put(number, ZONE);
        } else if (open != null && isAlone(i)) {
            var value = KNOWN.getOrDefault(open.function(), Map.of()).get(open.position());
            if (value != null) {
                found.put(number, value);
            }
        }
    }

    /** Whether the parameter is the whole argument, but for a cast. */
    private boolean isAlone(int i) {
        if (i == 0 || i + 1 == tokens.size()) {
            return false;
        }
        var before = tokens.get(i - 1);
        var after = tokens.get(i + 1);
        return (before.isSymbol("(") || before.isSymbol(","))
                && (after.isSymbol(")") || after.isSymbol(",") || after.isSymbol("::"));
    }
}
