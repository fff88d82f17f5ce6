package io.howdah.engine.sql;

import io.howdah.engine.sql.Token.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A statement with values in place of those parameters that a condition says the value of: {@code status = $1} under the condition
 * {@code status = 'open'}. The condition is one of a partial index, which is of no use to other values.
 *
 * @param sql the statement, other parameters as they were
 * @param values columns with the values that were put in, as SQL
 */
public record MetPredicate(String sql, Map<String, String> values) {

    private static final Set<String> WORDS = Set.of("and", "not", "in", "is", "true", "false", "null");

    /** Empty where no parameter of the statement is compared with a column whose value the condition says, or not for certain. */
    public static Optional<MetPredicate> of(String statement, String predicate) {
        var tokens = Tokens.of(statement);
        var said = said(Tokens.of(predicate), predicate);
        var replaced = new TreeMap<Integer, Token>();
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            var column = tokens.get(i);
            var parameter = tokens.get(i + 2);
            boolean asks = column.isName()
                    && said.containsKey(column.name())
                    && tokens.get(i + 1).isSymbol("=")
                    && parameter.kind() == Kind.PARAMETER;
            if (asks && values.put(column.name(), said.get(column.name())) != null) {
                return Optional.empty();
            }
            if (asks) {
                replaced.put(parameter.start(), parameter);
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new MetPredicate(with(statement, replaced, List.copyOf(values.values())), values));
    }

    /** As people write it. */
    public String words() {
        return values.entrySet().stream()
                .map(v -> v.getKey() + " = " + v.getValue())
                .collect(Collectors.joining(" and "));
    }

    private static String with(String statement, Map<Integer, Token> replaced, List<String> values) {
        var text = new StringBuilder();
        int copied = 0;
        int value = 0;
        for (var parameter : replaced.values()) {
            text.append(statement, copied, parameter.start()).append(values.get(value++));
            copied = parameter.end();
        }
        return text.append(statement.substring(copied)).toString();
    }

    /** {@code a = 'x'}, {@code a IN ('x', …)}, {@code a}, {@code NOT a}, joined by AND; nothing where there is an OR. */
    private static Map<String, String> said(List<Token> tokens, String predicate) {
        var said = new HashMap<String, String>();
        if (tokens.stream().anyMatch(t -> t.is("or"))) {
            return said;
        }
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (!token.isName() || WORDS.contains(token.name()) || !begins(tokens, i)) {
                continue;
            }
            boolean not = i > 0 && tokens.get(i - 1).is("not");
            int value = value(tokens, behind(tokens, i));
            if (value > 0 && !not) {
                said.put(
                        token.name(),
                        predicate.substring(
                                tokens.get(value).start(), tokens.get(value).end()));
            } else if (value < 0 && ends(tokens, behind(tokens, i))) {
                said.put(token.name(), String.valueOf(!not));
            }
        }
        return said;
    }

    /** Where the constant stands that is compared for equality, or the first of a list; -1 where there is none. */
    private static int value(List<Token> tokens, int at) {
        if (at + 1 < tokens.size()
                && tokens.get(at).isSymbol("=")
                && tokens.get(at + 1).isConstant()) {
            return at + 1;
        }
        boolean list = at + 2 < tokens.size()
                && tokens.get(at).is("in")
                && tokens.get(at + 1).isSymbol("(")
                && tokens.get(at + 2).isConstant();
        return list ? at + 2 : -1;
    }

    /** Behind nothing, AND, NOT or a bracket that calls nothing. */
    private static boolean begins(List<Token> tokens, int at) {
        if (at == 0 || tokens.get(at - 1).is("and") || tokens.get(at - 1).is("not")) {
            return true;
        }
        return tokens.get(at - 1).isSymbol("(")
                && (at == 1
                        || !tokens.get(at - 2).isName()
                        || WORDS.contains(tokens.get(at - 2).name()))
                && (at == 1 || !tokens.get(at - 2).is("not"));
    }

    /** Behind the name, its closing brackets and its cast. */
    private static int behind(List<Token> tokens, int name) {
        int at = name + 1;
        while (at < tokens.size()
                && (tokens.get(at).isSymbol(")") || tokens.get(at).isSymbol("::"))) {
            at += tokens.get(at).isSymbol("::") ? 2 : 1;
        }
        return at;
    }

    /** Before nothing or AND: a boolean. */
    private static boolean ends(List<Token> tokens, int at) {
        return at >= tokens.size() || tokens.get(at).is("and");
    }
}
