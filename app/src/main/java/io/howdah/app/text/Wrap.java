package io.howdah.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text into lines of a width, between words. */
public final class Wrap {

    private static final Pattern BODY_OR_COMMENT = Pattern.compile("\\$\\w*\\$|--|/\\*");

    private Wrap() {}

    /** Lines of at most {@code width} columns; a longer word stands alone. Line breaks in the text stay. */
    public static List<String> words(String text, int width) {
        var lines = new ArrayList<String>();
        text.lines().forEach(line -> wrapLine(line, width, lines));
        return lines;
    }

    /**
     * SQL in lines of at most {@code width} columns, broken at blanks outside quotes so that it means the same. Several lines with the body
     * of a function or with a comment stay as they are: a comment ends with its line.
     */
    public static List<String> sql(String sql, int width) {
        if (sql.contains("\n") && BODY_OR_COMMENT.matcher(sql).find()) {
            return sql.lines().toList();
        }
        var lines = new ArrayList<String>();
        fill(sqlWords(sql), width, lines);
        return lines;
    }

    private static List<String> sqlWords(String sql) {
        var words = new ArrayList<String>();
        int start = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ' ' || c == '\n') {
                if (i > start) {
                    words.add(sql.substring(start, i));
                }
                start = i + 1;
            }
        }
        words.add(sql.substring(start));
        return words;
    }

    private static void wrapLine(String line, int width, List<String> into) {
        if (Style.width(line) <= width) {
            into.add(line);
            return;
        }
        fill(List.of(line.strip().split("\\s+")), width, into);
    }

    private static void fill(List<String> words, int width, List<String> into) {
        var current = new StringBuilder();
        for (var word : words) {
            if (!current.isEmpty() && Style.width(current + " " + word) > width) {
                into.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        into.add(current.toString());
    }

    /** The text on one line of at most {@code width} columns, its end cut off with an ellipsis. */
    public static String cut(String text, int width) {
        var line = oneLine(text);
        return Style.width(line) <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
    }

    /** The text with every run of white space made one blank. */
    public static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
