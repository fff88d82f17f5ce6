package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Conditions on a text column as the server writes them down, said of its codes: comparisons with constants, lists of constants, and
 * whether it is null. Anything else is not said otherwise.
 */
final class CodeTerms {

    /** With the cast to what the column is or is compared as. */
    private static final String LITERAL =
            "'((?:[^']|'')*)'::(?:text|character varying|bpchar|character)(?:\\(\\d+\\))?";

    private static final Pattern ONE_LITERAL = Pattern.compile(LITERAL);

    private static final String ARRAY = "ARRAY\\[(?:" + LITERAL + "(?:, )?)+\\]";

    private static final String LIST =
            "\\((?:" + ARRAY + "|\\(" + ARRAY + "\\)::(?:text|bpchar|character varying)\\[\\])\\)";

    private static final String OTHER = "[eE]?'(?:[^']|'')*'|(?<name>\"(?:[^\"]|\"\")+\"|[\\w$]+)|.";

    private final Coding coding;
    private final String column;
    private final Pattern tokens;

    /** @param column the column's name as the server quotes it */
    CodeTerms(Coding coding, String column) {
        this.coding = coding;
        this.column = column;
        var bare = Pattern.quote(column);
        var reference = "(?<![\\w$\".])(?:\\(" + bare + "\\)::text|" + bare + ")";
        tokens = Pattern.compile(
                reference + "(?: IS (?<null>NULL|NOT NULL)| (?<compared>=|<>) " + LITERAL + "| (?<listed>= ANY|<> ALL) "
                        + LIST + ")|" + OTHER,
                Pattern.DOTALL);
    }

    /** A column's name as it stands in definitions. */
    static String asTheServerWrites(Session session, Coding coding) throws SQLException {
        return session.first(
                        "SELECT pg_catalog.quote_ident(?)",
                        row -> row.getString(1),
                        coding.encoding().column())
                .orElseThrow();
    }

    private static final class NotSaid extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The same condition on the codes; empty where it cannot be said. */
    Optional<String> rewrite(String condition) {
        try {
            return Optional.of(tokens.matcher(condition).replaceAll(m -> Matcher.quoteReplacement(token(m))));
        } catch (NotSaid known) {
            return Optional.empty();
        }
    }

    /** Whether an expression speaks of the column at all. */
    boolean isIn(String expression) {
        return !rewrite(expression).equals(Optional.of(expression));
    }

    private String token(MatchResult token) {
        if (token.group("null") != null) {
            return coding.code() + " IS " + token.group("null");
        }
        if (token.group("compared") != null) {
            return coding.code() + " " + token.group("compared") + " " + codes(token, "compared");
        }
        if (token.group("listed") != null) {
            return coding.code() + " " + token.group("listed") + " (ARRAY[" + codes(token, "listed") + "])";
        }
        if (column.equals(token.group("name"))) {
            throw new NotSaid();
        }
        return token.group();
    }

    private String codes(MatchResult token, String operator) {
        var values = token.group().substring(token.end(operator) - token.start());
        return ONE_LITERAL
                .matcher(values)
                .results()
                .map(literal -> literal.group(1).replace("''", "'"))
                .map(value -> coding.codeFor(value).orElseThrow(NotSaid::new))
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
