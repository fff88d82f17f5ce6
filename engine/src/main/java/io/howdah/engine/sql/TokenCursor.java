package io.howdah.engine.sql;

import java.util.List;

/** Walks over the tokens of a text of SQL. */
public final class TokenCursor {

    private final String text;
    private final List<Token> tokens;
    private int at;

    public TokenCursor(String text) {
        this.text = text;
        this.tokens = Tokens.of(text);
    }

    /** Whether all were taken. */
    public boolean atEnd() {
        return at >= tokens.size();
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    /** The one that is taken next; an empty punctuation mark after the end. */
    public Token peek() {
        return peek(0);
    }

    /** The token so many places ahead; an empty punctuation mark after the end. */
    public Token peek(int ahead) {
        return at + ahead < tokens.size()
                ? tokens.get(at + ahead)
                : new Token(Token.Kind.PUNCTUATION, "", text.length(), text.length());
    }

    /** Takes one. */
    public Token next() {
        if (atEnd()) {
            throw new UnreadableExpression("the text ends too early");
        }
        return tokens.get(at++);
    }

    boolean takeSymbol(String symbol) {
        boolean there = peek().isSymbol(symbol);
        at += there ? 1 : 0;
        return there;
    }

    boolean takeWord(String keyword) {
        boolean there = peek().is(keyword);
        at += there ? 1 : 0;
        return there;
    }

    void expect(String symbol) {
        if (!takeSymbol(symbol)) {
            throw new UnreadableExpression("%s was expected at %d".formatted(symbol, peek().start()));
        }
    }

    /** The source text from the token at this position to the last one taken. */
    String textFrom(int position) {
        return text.substring(tokens.get(position).start(), tokens.get(at - 1).end());
    }

    /** The tokens from this position to the last one taken. */
    List<Token> tokensFrom(int position) {
        return tokens.subList(position, at);
    }

    /** Takes everything up to the bracket that closes the one just taken, that one included. */
    void skipToClosing() {
        int depth = 1;
        while (depth > 0) {
            var token = next();
            if (token.isSymbol("(") || token.isSymbol("[")) {
                depth++;
            } else if (token.isSymbol(")") || token.isSymbol("]")) {
                depth--;
            }
        }
    }
}
