package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.sql.SQLException;

/** Says in one sentence why a statement of ours failed on the user's server. */
public final class SqlProblems {

    /** {@code lock_not_available}: a lock was not free within lock_timeout. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    /** {@code insufficient_privilege}. */
    public static final String INSUFFICIENT_PRIVILEGE = "42501";

    private SqlProblems() {}

    /**
     * The problem behind the exception.
     *
     * @param doing what was being done, such as {@code "reading the catalog"}
     */
    public static Problem of(SQLException e, String doing) {
        var text = doing + " failed: " + message(e);
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("08") || state.equals("57P01") || state.equals("57P02")) {
            return Problem.unreachable(doing + " failed: the connection was lost: " + message(e), e);
        }
        return switch (state) {
            case INSUFFICIENT_PRIVILEGE ->
                Problem.refused(text + "; `howdah grant --print-sql` says what would help", e);
            case LOCK_NOT_AVAILABLE -> Problem.refused(text + "; someone holds a lock, try again", e);
            case "57014" -> Problem.refused(text + "; it took longer than the time allowed", e);
            case "53100", "53200", "53300", "57P03" -> Problem.refused(text, e);
            default -> Problem.internal(text, e);
        };
    }

    /** What the server said, in one line. */
    public static String message(SQLException e) {
        return ServerMessage.of(e);
    }
}
