package io.howdah.engine;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, told to the person who can mend it: the message says what is wrong, where, and what to do.
 *
 * <p>The only exception that leaves the engine on purpose. Its {@link Kind} decides the exit code of the command line.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public Problem(Kind kind, String message) {
        this(kind, message, null);
    }

    public Problem(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public static Problem input(String message) {
        return new Problem(Kind.INPUT, message);
    }

    public static Problem unreachable(String message, @Nullable Throwable cause) {
        return new Problem(Kind.UNREACHABLE, message, cause);
    }

    public static Problem refused(String message, @Nullable Throwable cause) {
        return new Problem(Kind.REFUSED, message, cause);
    }

    public static Problem internal(String message, @Nullable Throwable cause) {
        return new Problem(Kind.INTERNAL, message, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** The message; never null, unlike {@link #getMessage()}'s declared type allows. */
    public String text() {
        var message = getMessage();
        return message == null ? kind.name() : message;
    }

    /** Whose move it is. */
    public enum Kind {
        /** The user's input or usage: exit code 2. */
        INPUT(2),
        /** No connection could be made: exit code 3. */
        UNREACHABLE(3),
        /** The server refused, mostly for lack of a privilege: exit code 3. */
        REFUSED(3),
        /** Our own fault, or a failure that nobody foresaw: exit code 4. */
        INTERNAL(4),
        /** The user asked to stop: exit code 130. */
        INTERRUPTED(130);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
