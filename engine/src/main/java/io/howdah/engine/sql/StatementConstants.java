package io.howdah.engine.sql;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The constants that stand in a statement's text next to a column, as opposed to values that a driver binds.
 *
 * <p>Plans cannot tell the two apart once parameters have values. A text can: {@code status = 'open'} repeats its constant
 * with every call, {@code status = $1} does not.
 */
public final class StatementConstants {

    private static final Set<String> LIST_OPENERS = Set.of("(", "[");

    private final List<Token> tokens;

    private StatementConstants(List<Token> tokens) {
        this.tokens = tokens;
    }

    public static StatementConstants of(String sql) {
        return new StatementConstants(Tokens.of(sql));
    }

    /** Whether the text has a parameter, so that what changes between calls is not in its constants. */
    public boolean hasParameter() {
        return tokens.stream().anyMatch(t -> t.kind() == Kind.PARAMETER);
    }

    /** Whether the text somewhere compares the column with just these constants by an operator or a list. */
    public boolean comparesWith(String column, Set<String> values) {
        for (int i = 0; i < tokens.size(); i++) {
            if (isColumn(i, column) && (values.equals(constantsAfter(i + 1)) || values.equals(constantBefore(i)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text tests the column by itself: {@code is_open}, {@code NOT is_open}, {@code is_open IS NULL}, {@code = true}. */
    public boolean testsAlone(String column) {
        for (int i = 0; i < tokens.size(); i++) {
            if (isColumn(i, column) && (endsCondition(i + 1) || comparesWithTruth(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private boolean isColumn(int at, String column) {
        var token = tokens.get(at);
        return token.isName() && token.name().equals(column) && !(at + 1 < tokens.size() && symbolAt(at + 1, "."));
    }

    private boolean endsCondition(int at) {
        if (at >= tokens.size()) {
            return true;
        }
        var token = tokens.get(at);
        return token.is("and")
                || token.is("or")
                || token.is("is")
                || token.is("order")
                || token.is("group")
                || token.is("limit")
                || token.is("returning")
                || token.is("for")
                || token.isSymbol(")")
                || token.isSymbol(";");
    }

    private boolean comparesWithTruth(int at) {
        return at + 1 < tokens.size()
                && symbolAt(at, "=")
                && (tokens.get(at + 1).is("true") || tokens.get(at + 1).is("false"));
    }

    /** The constants of {@code = 'a'}, {@code IN ('a', 'b')}, {@code = ANY (ARRAY['a', 'b'])}; empty for anything else. */
    private Set<String> constantsAfter(int from) {
        int at = afterCast(from);
        int start = at;
        while (at < tokens.size() && isComparison(tokens.get(at))) {
            at++;
        }
        if (at == start || at >= tokens.size()) {
            return Set.of();
        }
        var list = new ArrayList<String>();
        boolean opened = LIST_OPENERS.contains(tokens.get(at).text());
        while (at < tokens.size() && isOfList(tokens.get(at))) {
            if (tokens.get(at).isConstant()) {
                list.add(tokens.get(at).text());
            }
            if (!opened && tokens.get(at).isConstant()) {
                break;
            }
            at = afterCast(at + 1);
        }
        boolean complete = !opened || (at < tokens.size() && (symbolAt(at, ")") || symbolAt(at, "]")));
        return complete ? new HashSet<>(elements(list)) : Set.of();
    }

    /** A single array literal stands for its elements. */
    private static List<String> elements(List<String> constants) {
        boolean array = constants.size() == 1 && constants.getFirst().startsWith("{");
        return array ? ArrayText.elements(constants.getFirst()) : constants;
    }

    /** The constant of {@code 'a' = column}. */
    private Set<String> constantBefore(int column) {
        int at = column - 1;
        while (at >= 1 && (symbolAt(at, ".") || tokens.get(at).isName())) {
            at--;
        }
        boolean compared = at >= 1 && tokens.get(at).kind() == Kind.OPERATOR && !symbolAt(at, "::");
        return compared && tokens.get(at - 1).isConstant()
                ? Set.of(tokens.get(at - 1).text())
                : Set.of();
    }

    private static boolean isComparison(Token token) {
        return (token.kind() == Kind.OPERATOR && !token.isSymbol("::"))
                || token.is("in")
                || token.is("not")
                || token.is("any")
                || token.is("all");
    }

    private static boolean isOfList(Token token) {
        return token.isConstant() || token.isSymbol(",") || LIST_OPENERS.contains(token.text()) || token.is("array");
    }

    /** Skips {@code ::type} and a closing parenthesis around the column. */
    private int afterCast(int from) {
        int at = from;
        while (at + 1 < tokens.size() && symbolAt(at, "::")) {
            at += 2;
            while (at < tokens.size()
                    && (symbolAt(at, "[") || symbolAt(at, "]") || tokens.get(at).is("varying"))) {
                at++;
            }
        }
        return at;
    }

    private boolean symbolAt(int at, String symbol) {
        return tokens.get(at).isSymbol(symbol);
    }
}
