package io.howdah.embedded;

/** Says in one plain sentence why a server could not be started, stopped or found. */
public final class ServerException extends RuntimeException {

    private final Reason reason;

    ServerException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ServerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of failure this is, for callers that act on it. */
    public Reason reason() {
        return reason;
    }

    /** The kinds of failure. */
    public enum Reason {
        /** There is no PostgreSQL to run: none for this operating system and processor, or it does not run here. */
        NO_BINARIES,
        /** This JVM runs as root, and neither a user namespace nor another account can be used. */
        NO_ACCOUNT,
        /** The data directory cannot be created, read or reached, or holds something else. */
        DIRECTORY,
        /** The data directory is used by a living process. */
        IN_USE,
        /** The data directory was made by another major version. */
        OTHER_MAJOR,
        /** The port that was asked for is taken. */
        PORT_TAKEN,
        /** A disk has no space left. */
        DISK_FULL,
        /** initdb failed. */
        INITDB,
        /** The server did not start; the message ends with the last lines of its log. */
        START,
        /** The server did not stop. */
        STOP,
        /** The server was closed, or the JVM began to exit, before it had started. */
        CLOSED
    }
}
