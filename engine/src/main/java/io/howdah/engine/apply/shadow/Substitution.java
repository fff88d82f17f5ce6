package io.howdah.engine.apply.shadow;

import io.howdah.engine.catalog.Name;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts an expression into the place of a column's name in another expression. */
final class Substitution {

    /** Texts and quoted names as a whole, so that nothing within a text is taken for a name. */
    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_][A-Za-z0-9_$]*");

    private Substitution() {}

    static String of(String expression, String column, String value) {
        var plain = Name.quoted(column);
        var text = new StringBuilder();
        var tokens = TOKEN.matcher(expression);
        while (tokens.find()) {
            var token = tokens.group();
            boolean meant = token.startsWith("\"")
                    ? token.equals('"' + column.replace("\"", "\"\"") + '"')
                    : token.equalsIgnoreCase(plain);
            tokens.appendReplacement(text, Matcher.quoteReplacement(meant ? value : token));
        }
        return tokens.appendTail(text).toString();
    }
}
