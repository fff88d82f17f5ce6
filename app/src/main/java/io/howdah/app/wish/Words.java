package io.howdah.app.wish;

import io.howdah.engine.Problem;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;

/** Walks over the tokens of what somebody wrote; what is not understood is a {@link Problem} that shows the form. */
final class Words {

    private static final Token END = new Token(Token.Kind.PUNCTUATION, "", 0, 0);

    private final String text;
    private final String form;
    private final List<Token> tokens;
    private int at;

    /** @param form what should have been written */
    Words(String text, String form) {
        this.text = text;
        this.form = form;
        this.tokens = Tokens.of(text);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    Token next() {
        if (atEnd()) {
            throw wrong();
        }
        return tokens.get(at++);
    }

    boolean take(String word) {
        boolean there = peek().is(word) || peek().isSymbol(word);
        at += there ? 1 : 0;
        return there;
    }

    Words expect(String word) {
        if (!take(word)) {
            throw wrong();
        }
        return this;
    }

    /** A name as the catalogs store it. */
    String name() {
        var token = next();
        if (!token.isName()) {
            throw wrong();
        }
        return token.name();
    }

    /** A name with what stands before it, joined by dots. */
    String dotted() {
        var name = new StringBuilder(name());
        while (take(".")) {
            name.append('.').append(name());
        }
        return name.toString();
    }

    double number() {
        var token = next();
        if (token.kind() != Token.Kind.NUMBER) {
            throw wrong();
        }
        try {
            return Double.parseDouble(token.text().replace("_", ""));
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Kind.INPUT, wrong().text(), e);
        }
    }

    /** Everything up to the bracket that closes the one just taken, that one taken too; its source text. */
    String inBrackets() {
        int start = atEnd() ? text.length() : peek().start();
        for (int depth = 1; ; ) {
            var token = next();
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0) {
                return text.substring(start, token.start()).strip();
            }
        }
    }

    /** The source text from here to the end, which is then reached. */
    String rest() {
        var rest = atEnd() ? "" : text.substring(peek().start());
        at = tokens.size();
        return rest.strip();
    }

    void end() {
        if (!atEnd()) {
            throw wrong();
        }
    }

    Problem wrong() {
        return Problem.input("'" + text + "' is not of the form " + form);
    }
}
