package io.howdah.engine.apply.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An index's definition as the server writes it down, in parts.
 *
 * @param method from USING to the parenthesis
 * @param keys with what is said of their order
 * @param included further columns; none where there are none
 * @param rest what stands between the columns and the predicate
 * @param predicate empty where there is none
 */
record IndexText(
        boolean unique, String method, List<String> keys, List<String> included, String rest, String predicate) {

    private static final String INCLUDE = " INCLUDE (";

    /** Collation and operator class are the text's; the order is kept. */
    private static final Pattern KEY = Pattern.compile("(?: COLLATE (?:\"[^\"]+\"|[\\w$.])+)?"
            + "(?: (?!ASC|DESC|NULLS)[^ ]+)?((?: ASC| DESC)?(?: NULLS (?:FIRST|LAST))?)");

    /**
     * Reads a definition.
     *
     * @param body from USING on, without the predicate
     */
    static IndexText of(boolean unique, String body, String predicate) {
        int open = body.indexOf('(');
        int close = closing(body, open);
        var keys = entries(body.substring(open + 1, close));
        var rest = body.substring(close + 1);
        if (!rest.startsWith(INCLUDE)) {
            return new IndexText(unique, body.substring(0, open), keys, List.of(), rest, predicate);
        }
        int end = closing(rest, INCLUDE.length() - 1);
        var included = entries(rest.substring(INCLUDE.length(), end));
        return new IndexText(unique, body.substring(0, open), keys, included, rest.substring(end + 1), predicate);
    }

    /** The same over a column's codes; empty where it cannot be made. */
    Optional<IndexText> over(CodeTerms terms, String column, String code) {
        var newKeys = new ArrayList<String>();
        for (String key : keys) {
            var order = key.startsWith(column) ? KEY.matcher(key.substring(column.length())) : null;
            if (order != null && order.matches()) {
                newKeys.add(code + order.group(1));
            } else if (terms.isIn(key)) {
                return Optional.empty();
            } else {
                newKeys.add(key);
            }
        }
        var others = included.stream()
                .map(c -> c.equals(column) ? code : c)
                .distinct()
                .toList();
        return terms.rewrite(predicate).map(p -> new IndexText(unique, method, List.copyOf(newKeys), others, rest, p));
    }

    /** From USING on. */
    String body() {
        return method + "(" + String.join(", ", keys) + ")"
                + (included.isEmpty() ? "" : INCLUDE + String.join(", ", included) + ")") + rest
                + (predicate.isEmpty() ? "" : " WHERE " + predicate);
    }

    private static List<String> entries(String list) {
        var entries = new ArrayList<String>();
        int begin = 0;
        for (int i = 0; i < list.length(); i = after(list, i)) {
            if (list.charAt(i) == ',') {
                entries.add(list.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        entries.add(list.substring(begin).strip());
        return List.copyOf(entries);
    }

    private static int closing(String text, int open) {
        return after(text, open) - 1;
    }

    /** Where the text goes on after what begins here: a quoted part, a part in parentheses or brackets, or one character. */
    private static int after(String text, int at) {
        return switch (text.charAt(at)) {
            case '\'' -> text.indexOf('\'', at + 1) + 1;
            case '"' -> text.indexOf('"', at + 1) + 1;
            case '(' -> afterParenthesis(text, at);
            default -> at + 1;
        };
    }

    private static int afterParenthesis(String text, int open) {
        int i = open + 1;
        while (text.charAt(i) != ')') {
            i = after(text, i);
        }
        return i + 1;
    }
}
