package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.util.PSQLException;

/**
 * Finds the types of a statement's parameters: as the server infers them, and where it cannot, the first type that it accepts
 * in their place ({@code current_date - $1}, {@code generate_series($1, $2)}).
 */
final class ParameterTypes {

    private static final String NAME = "howdah_question";
    private static final List<String> GUESSES =
            List.of("integer", "text", "interval", "timestamptz", "numeric", "bigint", "date", "jsonb", "text[]");
    private static final int ATTEMPTS = 60;
    private static final Pattern UNDETERMINED = Pattern.compile("could not determine data type of parameter \\$(\\d+)");

    private final Statement session;
    private final StatementText text;
    private int attempts;

    private ParameterTypes(Statement session, StatementText text) {
        this.session = session;
        this.text = text;
    }

    /** The session must be outside of a transaction. */
    static Map<Integer, String> of(Statement session, StatementText text, String widePath) throws SQLException {
        try {
            return new ParameterTypes(session, text).infer(new TreeMap<>());
        } catch (SQLException e) {
            if (!SearchPath.missed(e)) {
                throw e;
            }
        }
        session.execute("SET search_path = " + widePath);
        try {
            return new ParameterTypes(session, text).infer(new TreeMap<>());
        } finally {
            session.execute("RESET search_path");
        }
    }

    private Map<Integer, String> infer(Map<Integer, String> guessed) throws SQLException {
        try {
            return prepared(guessed);
        } catch (SQLException e) {
            var suspects = new ArrayList<>(suspects(e, guessed));
            suspects.removeAll(guessed.keySet());
            if (suspects.isEmpty()) {
                throw e;
            }
            return guess(guessed, suspects, e);
        }
    }

    /** The first message is the one that names the cause. */
    private Map<Integer, String> guess(Map<Integer, String> guessed, List<Integer> suspects, SQLException first)
            throws SQLException {
        for (var type : GUESSES) {
            var more = new TreeMap<>(guessed);
            suspects.forEach(n -> more.put(n, type));
            var found = attempts < ATTEMPTS ? tried(more) : Optional.<Map<Integer, String>>empty();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw first;
    }

    private Optional<Map<Integer, String>> tried(Map<Integer, String> guessed) {
        try {
            return Optional.of(infer(guessed));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private Map<Integer, String> prepared(Map<Integer, String> guessed) throws SQLException {
        attempts++;
        session.execute(prefix(guessed) + text.sql());
        try (var rows = session.executeQuery(
                "SELECT parameter_types::text[]::text FROM pg_catalog.pg_prepared_statements WHERE name = '" + NAME
                        + "'")) {
            rows.next();
            var types = ArrayText.elements(rows.getString(1));
            var found = new HashMap<Integer, String>();
            for (int i = 0; i < types.size(); i++) {
                found.put(i + 1, types.get(i));
            }
            return found;
        } finally {
            session.execute("DEALLOCATE " + NAME);
        }
    }

    private static String prefix(Map<Integer, String> guessed) {
        int last = guessed.keySet().stream().mapToInt(n -> n).max().orElse(0);
        var types = IntStream.rangeClosed(1, last)
                .mapToObj(n -> guessed.getOrDefault(n, "unknown"))
                .collect(Collectors.joining(", "));
        return "PREPARE " + NAME + (last == 0 ? "" : "(" + types + ")") + " AS ";
    }

    private List<Integer> suspects(SQLException e, Map<Integer, String> guessed) {
        var matcher = UNDETERMINED.matcher(Errors.message(e));
        if (matcher.find()) {
            return List.of(Integer.parseInt(matcher.group(1)));
        }
        var server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        int at =
                server == null ? -1 : server.getPosition() - 1 - prefix(guessed).length();
        var tokens = Tokens.of(text.sql());
        for (int i = 0; at >= 0 && i < tokens.size(); i++) {
            if (tokens.get(i).start() <= at && at < tokens.get(i).end()) {
                var direct = tokens.get(i).kind() == Token.Kind.OPERATOR ? beside(tokens, i) : arguments(tokens, i);
                return guessed.keySet().containsAll(direct) ? nearest(tokens, i, guessed.keySet()) : direct;
            }
        }
        return List.of();
    }

    /** What the parameter is part of may have got the wrong type. */
    private static List<Integer> nearest(List<Token> tokens, int place, Set<Integer> except) {
        return IntStream.range(0, tokens.size())
                .filter(i -> StatementText.isParameter(tokens.get(i)))
                .filter(i -> !except.contains(StatementText.number(tokens.get(i))))
                .boxed()
                .min(Comparator.comparingInt(i -> Math.abs(i - place)))
                .map(i -> List.of(StatementText.number(tokens.get(i))))
                .orElse(List.of());
    }

    private static List<Integer> beside(List<Token> tokens, int operator) {
        return IntStream.of(operator - 1, operator + 1)
                .filter(i -> i >= 0 && i < tokens.size())
                .mapToObj(tokens::get)
                .filter(StatementText::isParameter)
                .map(StatementText::number)
                .toList();
    }

    /** Parameters up to the parenthesis that closes the one behind the function's name. */
    private static List<Integer> arguments(List<Token> tokens, int function) {
        var found = new ArrayList<Integer>();
        if (StatementText.isParameter(tokens.get(function))) {
            found.add(StatementText.number(tokens.get(function)));
        }
        int depth = 0;
        for (int i = function + 1; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth <= 0 && !token.isSymbol(".") && !token.isName()) {
                break;
            }
            if (StatementText.isParameter(token)) {
                found.add(StatementText.number(token));
            }
        }
        return found;
    }
}
