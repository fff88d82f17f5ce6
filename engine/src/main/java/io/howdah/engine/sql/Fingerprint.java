package io.howdah.engine.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * The form of a statement's text that does not depend on its constants: two texts with the same fingerprint are the same
 * statement called with other values. Lists of values count as one value, however long.
 */
public final class Fingerprint {

    private static final Set<String> DATA_VERBS =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table");

    /** Six bytes tell the statements of one server apart: of 5,000 two agree once in eleven million servers. */
    private static final int KEY_BYTES = 6;

    private Fingerprint() {}

    /** The fingerprint as a short name, which outlives the server's version, its object ids and its counters. */
    public static String key(String sql) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(of(sql).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public static String of(String sql) {
        var text = new StringBuilder();
        for (var token : Tokens.of(sql)) {
            if (!token.isSymbol(";")) {
                append(text, normal(token));
            }
        }
        return text.toString();
    }

    /** Whether it reads or writes rows, as opposed to DDL, transaction control and other utility statements. */
    public static boolean isData(String sql) {
        return Tokens.of(sql).stream()
                .filter(token -> !token.isSymbol("("))
                .findFirst()
                .filter(token -> token.kind() == Token.Kind.WORD && DATA_VERBS.contains(token.name()))
                .isPresent();
    }

    /** Whether the text is one statement, with or without a semicolon behind it. */
    public static boolean isSingle(String sql) {
        var tokens = Tokens.of(sql);
        return !tokens.isEmpty()
                && tokens.subList(0, tokens.size() - 1).stream().noneMatch(token -> token.isSymbol(";"));
    }

    private static String normal(Token token) {
        return switch (token.kind()) {
            case STRING, NUMBER, PARAMETER -> "?";
            case WORD ->
                token.is("true") || token.is("false") || token.is("null")
                        ? "?"
                        : token.text().toLowerCase(Locale.ROOT);
            case QUOTED -> '"' + token.text() + '"';
            case OPERATOR, PUNCTUATION -> token.text();
        };
    }

    /** Appends the word; a value after "a value, comma" goes into that value. */
    private static void append(StringBuilder text, String word) {
        if ("?".equals(word) && endsInListOfValues(text)) {
            text.setLength(text.length() - 2);
            return;
        }
        text.append(text.isEmpty() ? "" : " ").append(word);
    }

    private static boolean endsInListOfValues(StringBuilder text) {
        int length = text.length();
        return length >= 3 && text.charAt(length - 1) == ',' && text.charAt(length - 3) == '?';
    }
}
