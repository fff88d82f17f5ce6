package io.howdah.engine.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Reads SELECT statements into trees that can be written otherwise.
 *
 * <p>A tree counts only if it gives back the words that were read, in their order: what the parser understands otherwise than
 * the server would is never written anew.
 */
public final class SelectText {

    /** The two may stand in either order (manual, SELECT); the parser writes them in the other one. */
    private static final Pattern OFFSET_FIRST = Pattern.compile("offset (\\S+(?: :: \\S+)*) limit (\\S+(?: :: \\S+)*)");

    private SelectText() {}

    /** A new tree; empty for what is no SELECT or is not understood. */
    public static Optional<Select> parse(String sql) {
        try {
            var parsed = new CCJSqlParser(withoutEnd(sql))
                    .withSquareBracketQuotation(false)
                    .Statement();
            return parsed instanceof Select select && words(select.toString()).equals(words(sql))
                    ? Optional.of(select)
                    : Optional.empty();
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String withoutEnd(String sql) {
        var text = sql.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private static String words(String sql) {
        var text = new StringBuilder();
        for (var token : Tokens.of(withoutEnd(sql))) {
            text.append(token.kind() == Token.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.text())
                    .append(' ');
        }
        return OFFSET_FIRST.matcher(text).replaceAll("limit $2 offset $1");
    }
}
