package io.howdah.samples.drive;

import java.util.List;

/** Writes parameters into a statement's text. */
final class Literals {

    private Literals() {}

    /** The text with each question mark replaced by the parameter in its place; the text has no other question marks. */
    static String in(String text, Object... parameters) {
        var parts = List.of(text.split("\\?", -1));
        if (parts.size() != parameters.length + 1) {
            throw new IllegalArgumentException("%d parameters for: %s".formatted(parameters.length, text));
        }
        var written = new StringBuilder(parts.getFirst());
        for (int i = 0; i < parameters.length; i++) {
            written.append(literal(parameters[i])).append(parts.get(i + 1));
        }
        return written.toString();
    }

    private static String literal(Object value) {
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }
}
