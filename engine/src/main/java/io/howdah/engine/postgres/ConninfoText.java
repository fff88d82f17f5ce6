package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads {@code key=value} connection strings (manual, section 34.1.1.1): values in single quotes may hold blanks, and a
 * backslash takes the next character as it is.
 */
final class ConninfoText {

    private static final String WHERE = "the connection string";

    private final String text;
    private int at;

    private ConninfoText(String text) {
        this.text = text;
    }

    static Map<Keyword, String> parse(String text) {
        return new ConninfoText(text).pairs();
    }

    private Map<Keyword, String> pairs() {
        var pairs = new EnumMap<Keyword, String>(Keyword.class);
        skipBlanks();
        while (at < text.length()) {
            var keyword = Keyword.named(key(), WHERE);
            pairs.put(keyword, value(keyword));
            skipBlanks();
        }
        return pairs;
    }

    private String key() {
        int from = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        var key = text.substring(from, at);
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != '=') {
            throw Problem.input("missing \"=\" after \"" + key + "\" in " + WHERE);
        }
        at++;
        skipBlanks();
        return key;
    }

    private String value(Keyword keyword) {
        if (at < text.length() && text.charAt(at) == '\'') {
            at++;
            return quoted(keyword);
        }
        var value = new StringBuilder();
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            value.append(character());
        }
        return value.toString();
    }

    private String quoted(Keyword keyword) {
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\'') {
            value.append(character());
        }
        if (at >= text.length()) {
            throw Problem.input("the quoted value of \"" + keyword.keyword() + "\" in " + WHERE + " has no end");
        }
        at++;
        return value.toString();
    }

    private char character() {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
            at++;
        }
        return text.charAt(at++);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
