package io.howdah.engine.apply.run;

import io.howdah.engine.Problem;
import io.howdah.engine.postgres.ServerMessage;
import java.sql.SQLException;
import java.util.Set;

/** What the server's refusals mean for someone who applies changes. */
public final class Refusals {

    public static final String LOCK_NOT_AVAILABLE = "55P03";
    public static final String DEADLOCK = "40P01";
    public static final String CANCELED = "57014";
    /** {@code duplicate_table} and {@code duplicate_object}. */
    private static final Set<String> NAME_TAKEN = Set.of("42P07", "42710");

    private static final Set<String> ENDED_BY_SERVER = Set.of("57P01", "57P02", "57P03", "57P05");

    private Refusals() {}

    public static String state(SQLException e) {
        var state = e.getSQLState();
        return state == null ? "" : state;
    }

    public static boolean nameTaken(SQLException e) {
        return NAME_TAKEN.contains(state(e));
    }

    /** Whether the session is gone, so that what it did last is not known. */
    public static boolean connectionLost(SQLException e) {
        return state(e).startsWith("08") || ENDED_BY_SERVER.contains(state(e));
    }

    /** The server's own sentence, with its detail where it gives one. */
    public static String message(SQLException e) {
        return ServerMessage.withDetail(e);
    }

    public static Problem problem(SQLException e, String doing) {
        var text = doing + " failed: " + message(e);
        if (connectionLost(e)) {
            return Problem.unreachable(
                    text + ". The connection is lost; the next apply or undo puts in order what was left", e);
        }
        return Problem.refused(text, e);
    }
}
