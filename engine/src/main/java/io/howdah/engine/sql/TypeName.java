package io.howdah.engine.sql;

import java.util.Locale;
import java.util.Set;

/** Reads the name of a type as {@code format_type} writes it: several words, a modifier, array brackets. */
final class TypeName {

    private static final Set<String> SECOND_WORDS = Set.of("varying", "precision");
    private static final Set<String> INTERVAL_WORDS = Set.of("year", "month", "day", "hour", "minute", "second", "to");

    private final TokenCursor cursor;
    private final int start;

    private TypeName(TokenCursor cursor) {
        this.cursor = cursor;
        this.start = cursor.position();
    }

    static String read(TokenCursor cursor) {
        return new TypeName(cursor).read();
    }

    private String read() {
        var first = cursor.next();
        if (!first.isName()) {
            throw new UnreadableExpression("a type was expected at " + first.start());
        }
        while (cursor.takeSymbol(".")) {
            cursor.next();
        }
        moreWords(first.name());
        modifier();
        if (first.is("timestamp") || first.is("time")) {
            timeZone();
        }
        while (cursor.takeSymbol("[")) {
            cursor.expect("]");
        }
        return cursor.textFrom(start);
    }

    private void moreWords(String first) {
        while (!cursor.atEnd() && isMore(first, cursor.peek())) {
            cursor.next();
        }
    }

    private static boolean isMore(String first, Token token) {
        var word = token.text().toLowerCase(Locale.ROOT);
        boolean interval = "interval".equals(first) && INTERVAL_WORDS.contains(word);
        return token.kind() == Token.Kind.WORD && (SECOND_WORDS.contains(word) || interval);
    }

    private void modifier() {
        if (!cursor.takeSymbol("(")) {
            return;
        }
        while (!cursor.takeSymbol(")")) {
            cursor.next();
        }
    }

    private void timeZone() {
        if (cursor.takeWord("with") || cursor.takeWord("without")) {
            cursor.next();
            cursor.next();
        }
    }
}
