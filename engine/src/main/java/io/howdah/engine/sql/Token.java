package io.howdah.engine.sql;

import java.util.Locale;

/**
 * A lexical unit of SQL.
 *
 * @param text a word as written, a quoted identifier or string without its quotes, else the characters themselves
 * @param start offset of its first character in the text
 * @param end offset after its last character
 */
public record Token(Kind kind, String text, int start, int end) {

    /** What a token is. */
    public enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        PARAMETER,
        OPERATOR,
        PUNCTUATION
    }

    /** Whether it is this keyword, in any case. */
    public boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /** Whether it is this operator or punctuation mark. */
    public boolean isSymbol(String symbol) {
        return (kind == Kind.OPERATOR || kind == Kind.PUNCTUATION) && text.equals(symbol);
    }

    /** Whether it can be a name. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The name as the catalogs store it: folded to lower case unless it was quoted. */
    public String name() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }

    public boolean isConstant() {
        return kind == Kind.STRING || kind == Kind.NUMBER || is("true") || is("false");
    }
}
