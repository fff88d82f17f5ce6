package io.howdah.app.ddl;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.TokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Walks over the text of statements; what is wrong with it is said with its place. */
final class Source {

    private final String text;
    private final TokenCursor cursor;

    Source(String text) {
        this.text = text;
        this.cursor = new TokenCursor(text);
    }

    Token peek() {
        return cursor.peek();
    }

    Token peek(int ahead) {
        return cursor.peek(ahead);
    }

    /** Whether the text is at its end. */
    boolean atEnd() {
        return cursor.atEnd();
    }

    /** Whether the statement is at its end. */
    boolean atStatementEnd() {
        return atEnd() || peek().isSymbol(";");
    }

    Token next() {
        if (atEnd()) {
            throw wrong("the statement ends too early");
        }
        return cursor.next();
    }

    /** Takes keywords or symbols that follow one another, if they all do. */
    boolean take(String... words) {
        boolean there = is(words);
        for (int i = 0; there && i < words.length; i++) {
            cursor.next();
        }
        return there;
    }

    boolean is(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i]) && !peek(i).isSymbol(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean isAny(String... words) {
        return Stream.of(words).anyMatch(this::is);
    }

    Source expect(String... words) {
        if (!take(words)) {
            throw wrong("here " + String.join(" ", words).toUpperCase(Locale.ROOT) + " is expected");
        }
        return this;
    }

    String name() {
        if (!peek().isName()) {
            throw wrong("here a name is expected");
        }
        return next().name();
    }

    /** A name with its schema if that is given, quoted as SQL needs it. */
    String quotedName() {
        return names(".").stream().map(Name::quoted).collect(joining("."));
    }

    /** Names with something between each two of them. */
    List<String> names(String separator) {
        var names = new ArrayList<String>();
        do {
            names.add(name());
        } while (take(separator));
        return List.copyOf(names);
    }

    /** Names in brackets. */
    List<String> names() {
        expect("(");
        var names = names(",");
        expect(")");
        return names;
    }

    /** Everything up to the bracket that closes the next one, both taken; its text without them. */
    String inBrackets() {
        expect("(");
        int start = peek().start();
        for (int depth = 1; ; ) {
            var token = next();
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0) {
                return text.substring(start, token.start()).strip();
            }
        }
    }

    /** The text up to a comma, one of the words or the statement's end, none of them in brackets; at least one token. */
    String upTo(String... words) {
        int start = peek().start();
        int end = start;
        int depth = 0;
        while (!atStatementEnd() && !(depth == 0 && end > start && isAny(words))) {
            if (depth == 0 && (peek().isSymbol(",") || peek().isSymbol(")"))) {
                break;
            }
            var token = next();
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            end = token.end();
        }
        if (end == start || depth != 0) {
            throw wrong(depth == 0 ? "here something is missing" : "a bracket is not closed");
        }
        return text.substring(start, end);
    }

    private static boolean opens(Token token) {
        return token.isSymbol("(") || token.isSymbol("[");
    }

    private static boolean closes(Token token) {
        return token.isSymbol(")") || token.isSymbol("]");
    }

    /** The rest of the statement, as written. */
    String rest() {
        int start = peek().start();
        int end = start;
        while (!atStatementEnd()) {
            end = next().end();
        }
        return text.substring(start, end);
    }

    void statementEnd() {
        if (!atStatementEnd()) {
            throw wrong("this is more than Howdah understands of such a statement");
        }
    }

    /** Something that is not understood, or cannot be done, at the present place. */
    Problem wrong(String what) {
        if (atEnd()) {
            return Problem.input("At the end of the statement: " + what);
        }
        return wrong(peek(), what);
    }

    Problem wrong(Token token, String what) {
        var near = text.substring(token.start(), Math.min(text.length(), token.start() + 30));
        var cut = near.lines().findFirst().orElse(near);
        return Problem.input("At character " + (token.start() + 1) + ", near '" + cut + "': " + what);
    }
}
