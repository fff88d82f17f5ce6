package io.howdah.engine.sql;

/** The parser met something that it does not know. Never leaves the package. */
final class UnreadableExpression extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableExpression(String message) {
        super(message);
    }
}
