package io.howdah.engine.twin;

import io.howdah.engine.catalog.Function;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a function's body is one SELECT of an expression that calls no volatile function, or itself the server's own and not
 * volatile. It can be put in place of its call, and it does no harm when it is run: functions of the server that touch files or
 * other sessions are all volatile.
 *
 * @param harmful names of functions that do more than calculate, of the code behind them, and of operators that may
 */
record HarmlessBody(Set<String> harmful) implements Predicate<Function> {

    /** Words of a statement that does more. */
    private static final Set<String> MORE = Set.of(
            "from", "into", "copy", "insert", "update", "delete", "merge", "call", "do", "set", "execute", "table",
            "with");

    /** Functions with FROM between their arguments. */
    private static final Set<String> WITH_FROM = Set.of("extract", "substring", "trim", "overlay");

    @Override
    public boolean test(Function function) {
        var own = function.createSql();
        if (function.language().equals("internal")) {
            return !harmful.contains(function.body());
        }
        if (own == null || !function.language().equals("sql") || own.contains("SECURITY DEFINER")) {
            return false;
        }
        var tokens = function.body().isEmpty() ? standardBody(Tokens.of(own)) : Tokens.of(function.body());
        return !tokens.isEmpty() && tokens.get(0).is("select") && test(tokens);
    }

    /** What stands between BEGIN ATOMIC and END; empty where there is no such body. */
    private static List<Token> standardBody(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is("atomic") && tokens.get(i - 1).is("begin")) {
                return tokens.subList(i + 1, tokens.size() - 1);
            }
        }
        return List.of();
    }

    private boolean test(List<Token> tokens) {
        var before = new ArrayDeque<String>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.isSymbol("(")) {
                before.push(i == 0 ? "" : tokens.get(i - 1).name());
            } else if (token.isSymbol(")") && !before.isEmpty()) {
                before.pop();
            } else if (token.isSymbol(";") && i < tokens.size() - 1) {
                return false;
            } else if (token.kind() == Token.Kind.OPERATOR && harmful.contains(token.text())) {
                return false;
            } else if (token.isName() && !test(token, tokens.get(Math.max(0, i - 1)), before.peek())) {
                return false;
            }
        }
        return true;
    }

    private boolean test(Token token, Token previous, @Nullable String enclosing) {
        if (token.is("from")) {
            return previous.is("distinct") || (enclosing != null && WITH_FROM.contains(enclosing));
        }
        boolean more = token.kind() == Token.Kind.WORD && MORE.contains(token.name());
        return !more && !harmful.contains(token.name());
    }
}
