package io.howdah.engine.sql;

import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL into tokens as the server's scanner does (manual, section 4.1), comments left out.
 *
 * <p>It never fails: an unfinished string or comment ends with the text.
 */
public final class Tokens {

    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    public static List<Token> of(String sql) {
        var lexer = new Tokens(sql);
        while (lexer.at < sql.length()) {
            lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (startsWith("--")) {
            at = endOfLine();
        } else if (startsWith("/*")) {
            at = endOfComment();
        } else if (c == '\'') {
            string(at, at + 1, false);
        } else if (isStringPrefix(c)) {
            string(at, at + 2, c == 'e' || c == 'E');
        } else if (c == '"') {
            quotedName();
        } else if (c == '$') {
            dollar();
        } else if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
            number();
        } else if (isNameStart(c)) {
            add(Kind.WORD, nameEnd(at));
        } else {
            symbol(c);
        }
    }

    private boolean isStringPrefix(char c) {
        return "eEbBxXnN".indexOf(c) >= 0 && peek(1) == '\'';
    }

    private void string(int start, int from, boolean escapes) {
        var value = new StringBuilder();
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'' && charAt(i + 1) != '\'') {
                break;
            }
            if (c == '\'' || (escapes && c == '\\')) {
                i++;
            }
            value.append(charAt(i++));
        }
        at = Math.min(text.length(), i + 1);
        tokens.add(new Token(Kind.STRING, value.toString(), start, at));
    }

    private void quotedName() {
        int start = at;
        var value = new StringBuilder();
        int i = at + 1;
        while (i < text.length() && !(text.charAt(i) == '"' && charAt(i + 1) != '"')) {
            if (text.charAt(i) == '"') {
                i++;
            }
            value.append(text.charAt(i++));
        }
        at = Math.min(text.length(), i + 1);
        tokens.add(new Token(Kind.QUOTED, value.toString(), start, at));
    }

    /** {@code $1} is a parameter, {@code $tag$ … $tag$} a string. */
    private void dollar() {
        if (Character.isDigit(peek(1))) {
            int end = at + 1;
            while (Character.isDigit(charAt(end))) {
                end++;
            }
            add(Kind.PARAMETER, end);
            return;
        }
        int tagEnd = text.indexOf('$', at + 1);
        if (tagEnd < 0) {
            add(Kind.OPERATOR, at + 1);
            return;
        }
        var tag = text.substring(at, tagEnd + 1);
        int close = text.indexOf(tag, tagEnd + 1);
        int bodyEnd = close < 0 ? text.length() : close;
        int start = at;
        at = close < 0 ? bodyEnd : close + tag.length();
        tokens.add(new Token(Kind.STRING, text.substring(tagEnd + 1, bodyEnd), start, at));
    }

    private void number() {
        int end = at;
        while (Character.isLetterOrDigit(charAt(end)) || charAt(end) == '.' || charAt(end) == '_') {
            boolean exponent = Character.toLowerCase(charAt(end)) == 'e' && !text.startsWith("0x", at);
            end++;
            if (exponent && (charAt(end) == '+' || charAt(end) == '-')) {
                end++;
            }
        }
        add(Kind.NUMBER, end);
    }

    private void symbol(char c) {
        if (startsWith("::")) {
            add(Kind.OPERATOR, at + 2);
            return;
        }
        if (OPERATOR_CHARACTERS.indexOf(c) < 0) {
            add(Kind.PUNCTUATION, at + 1);
            return;
        }
        int end = at;
        while (OPERATOR_CHARACTERS.indexOf(charAt(end)) >= 0
                && !text.startsWith("--", end)
                && !text.startsWith("/*", end)) {
            end++;
        }
        add(Kind.OPERATOR, withoutTrailingSign(end));
    }

    /** An operator ends in + or - only if it contains one of {@code ~ ! @ # % ^ & | ` ?} (manual, 4.1.3). */
    private int withoutTrailingSign(int end) {
        int last = end;
        boolean special = text.substring(at, end).chars().anyMatch(o -> "~!@#%^&|`?".indexOf(o) >= 0);
        while (!special && last > at + 1 && "+-".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        return last;
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), at, end));
        at = end;
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    private int endOfComment() {
        int depth = 0;
        int i = at;
        do {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        } while (depth > 0 && i < text.length());
        return Math.min(i, text.length());
    }

    private int nameEnd(int from) {
        int end = from;
        while (isNameStart(charAt(end)) || Character.isDigit(charAt(end)) || charAt(end) == '$') {
            end++;
        }
        return end;
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    private char peek(int ahead) {
        return charAt(at + ahead);
    }

    /** A character that is none of SQL's after the end of the text. */
    private char charAt(int i) {
        return i < text.length() ? text.charAt(i) : '\0';
    }
}
