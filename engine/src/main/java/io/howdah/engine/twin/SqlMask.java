package io.howdah.engine.twin;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Token.Kind;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces constants in SQL: those that are compared with a column as that column's values are, those that are inserted or set,
 * and every string that is not plainly a word of the language (a unit of time, an interval, a format). Numbers that are
 * compared with no column stay.
 */
final class SqlMask {

    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=", "~~", "~~*", "!~~");
    private static final Set<String> COMPARING_WORDS =
            Set.of("in", "between", "any", "like", "ilike", "values", "set", "from", "to");
    private static final Set<String> PASSED_OVER = Set.of("and", "array", "not", "all", "distinct", "symmetric");

    /** What functions and casts take as a word. */
    private static final String LANGUAGE =
            "(?i)(microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?"
                    + "|years?|decades?|century|millennium|epoch|dow|doy|isodow|isoyear|utc|now|today|simple|english|t|f|true|false"
                    + "|[-+\\d\\s:.]*\\d\\s*(microseconds?|milliseconds?|sec(onds?)?|s|min(utes?)?|h(ours?)?|d(ays?)?|w(eeks?)?|mon(ths?)?|y(ears?)?)"
                    + "|[YMDHSIFTMZ0-9:./ -]*(YYYY|MM|DD|HH24|MI|SS)[YMDHSIFTMZ0-9:./ -]*|\\s*|[%_,;:./ -]+)";

    /** What a column of a name holds. */
    record Held(ValueFamily family, LineType time) {}

    private final MaskedValues values;
    private final Function<String, @Nullable Held> columns;

    /** @param columns by name; null for a name of no column, and for columns that are not masked */
    SqlMask(MaskedValues values, Function<String, @Nullable Held> columns) {
        this.values = values;
        this.columns = columns;
    }

    /** Says which texts it will need. */
    void collect(String sql) {
        replace(sql, true);
    }

    String mask(String sql) {
        return replace(sql, false);
    }

    private String replace(String sql, boolean collecting) {
        var tokens = Tokens.of(sql);
        var text = new StringBuilder();
        int at = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            var other = token.isConstant() ? other(tokens, i, collecting) : null;
            if (other != null) {
                text.append(sql, at, token.start()).append(token.kind() == Kind.STRING ? Name.literal(other) : other);
                at = token.end();
            }
        }
        return text.append(sql.substring(at)).toString();
    }

    private @Nullable String other(List<Token> tokens, int i, boolean collecting) {
        var token = tokens.get(i);
        var held = compared(tokens, i);
        if (token.kind() == Kind.NUMBER) {
            return (held != null && held.family() == ValueFamily.NUMBER) || isInserted(tokens, i)
                    ? values.of(ValueFamily.NUMBER, token.text(), LineType.NUMBER)
                    : null;
        }
        if (token.kind() != Kind.STRING || isWordOfTheLanguage(tokens, i)) {
            return null;
        }
        return string(token.text(), held, collecting);
    }

    private String string(String value, @Nullable Held held, boolean collecting) {
        var family = held == null || held.family() == ValueFamily.TEXT ? byForm(value, held) : held.family();
        if (family == ValueFamily.TEXT && value.matches("[^%_]+%.*")) {
            int wildcard = value.indexOf('%');
            return string(value.substring(0, wildcard), held, collecting)
                    + value.substring(wildcard).replaceAll("[\\p{L}\\p{N}]", "x");
        }
        if (collecting && (family == ValueFamily.TEXT || family == ValueFamily.UUID)) {
            values.collect(value);
        }
        return values.of(family, value, held == null || held.family() != family ? LineType.TIMESTAMPTZ : held.time());
    }

    private static ValueFamily byForm(String value, @Nullable Held held) {
        if (MaskedValues.isUuid(value)) {
            return ValueFamily.UUID;
        }
        boolean time = held == null && value.matches("\\d{4}-\\d\\d-\\d\\d([ T].*)?");
        return time ? ValueFamily.TIME : ValueFamily.TEXT;
    }

    private static boolean isWordOfTheLanguage(List<Token> tokens, int i) {
        if (tokens.get(i).text().matches(LANGUAGE)) {
            return true;
        }
        if (i > 0
                && (tokens.get(i - 1).is("interval")
                        || tokens.get(i - 1).isSymbol("->")
                        || tokens.get(i - 1).isSymbol("->>"))) {
            return true;
        }
        if (i + 2 < tokens.size() && tokens.get(i + 1).isSymbol("::")) {
            var type = tokens.get(i + 2).text().toLowerCase(Locale.ROOT);
            return Set.of("interval", "regclass", "regconfig", "bool", "boolean")
                    .contains(type);
        }
        return false;
    }

    private static boolean isInserted(List<Token> tokens, int i) {
        int at = i - 1;
        while (at >= 0 && isBetween(tokens, at)) {
            at--;
        }
        return at >= 0 && tokens.get(at).is("values");
    }

    /** The column that a constant stands beside, through brackets, casts and other constants of a list. */
    private @Nullable Held compared(List<Token> tokens, int i) {
        int at = i - 1;
        while (at >= 0 && isBetween(tokens, at)) {
            at--;
        }
        if (at >= 0 && isComparison(tokens.get(at))) {
            var before = column(tokens, at - 1);
            if (before != null) {
                return before;
            }
        }
        return i + 2 < tokens.size() && isComparison(tokens.get(i + 1))
                ? columns.apply(tokens.get(i + 2).name())
                : null;
    }

    private static boolean isBetween(List<Token> tokens, int at) {
        var token = tokens.get(at);
        return token.isConstant()
                || token.kind() == Kind.PARAMETER
                || PASSED_OVER.contains(token.text().toLowerCase(Locale.ROOT))
                || Set.of("(", ",", "[", "-", "::").contains(token.text())
                || isTypeName(tokens, at)
                || (COMPARING_WORDS.contains(token.text().toLowerCase(Locale.ROOT))
                        && at > 0
                        && isComparison(tokens.get(at - 1)));
    }

    private static boolean isTypeName(List<Token> tokens, int at) {
        for (int i = at; i > 0 && i > at - 4; i--) {
            if (!tokens.get(i).isName()
                    && !tokens.get(i).isSymbol(")")
                    && !tokens.get(i).isSymbol("]")) {
                return tokens.get(i).isSymbol("::");
            }
        }
        return false;
    }

    private static boolean isComparison(Token token) {
        return COMPARISONS.contains(token.text())
                || COMPARING_WORDS.contains(token.text().toLowerCase(Locale.ROOT));
    }

    /** The column that ends here, a cast or a closing bracket behind it passed over. */
    private @Nullable Held column(List<Token> tokens, int end) {
        for (int at = end; at >= 0 && at > end - 8; at--) {
            var token = tokens.get(at);
            var held = token.isName() ? columns.apply(token.name()) : null;
            if (held != null) {
                return held;
            }
            boolean passed = token.isSymbol(")") || token.isSymbol("::") || token.is("not") || isTypeName(tokens, at);
            if (!passed) {
                return null;
            }
        }
        return null;
    }
}
