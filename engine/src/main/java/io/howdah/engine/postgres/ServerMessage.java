package io.howdah.engine.postgres;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a server says of a failure, in one line and without the values that it quotes: they may be somebody's data, and the line goes to
 * terminals, journals and reports. The server's own log has all of it.
 */
public final class ServerMessage {

    /** Data exceptions, whose messages quote the value that is none. */
    private static final String DATA = "22";

    /** Names a setting and the value that it may not have, not a row. */
    private static final String WRONG_PARAMETER = "22023";

    /** Constraints, whose details hold a row or its key. */
    private static final String INTEGRITY = "23";

    private static final String SYNTAX = "42601";

    /** What may be a value in a text that somebody else wrote: what is quoted, numbers, addresses. */
    private static final Pattern OWN = Pattern.compile("(?s)'[^']*'|\"[^\"]*\"|\\S*[\\d@]\\S*");

    private static final Set<String> RAISED = Set.of("exec_stmt_raise", "exec_stmt_assert");

    /** In the quotation marks of the languages that servers speak. */
    private static final Pattern QUOTED = Pattern.compile("(?s)\"(.*)\"|«(.*)»|»(.*)«|„(.*)“|“(.*)”|「(.*)」");

    private static final Pattern CONSTANT = Pattern.compile("(?s)([\"«»„“「])(?:\\d.*|[eEbBxXnN]?'.*|\\$.*)([\"»«“”」])");

    private static final Pattern KEY = Pattern.compile("(?s)\\)=\\(.*\\)");
    private static final Pattern ROW = Pattern.compile("(?s)\\(.*\\)");

    private ServerMessage() {}

    /** The message. */
    public static String of(SQLException e) {
        var server = answer(e);
        var text = server == null ? e.getMessage() : server.getMessage();
        if (text == null) {
            return e.getSQLState() == null ? e.getClass().getSimpleName() : "SQL state " + e.getSQLState();
        }
        return withoutValues(text, state(e), server).strip();
    }

    /** The message with its detail, where it gives one. */
    public static String withDetail(SQLException e) {
        var server = answer(e);
        var detail = server == null ? null : server.getDetail();
        return of(e) + (detail == null || isRaised(server) ? "" : " (" + withoutRow(detail, state(e)) + ")");
    }

    private static String withoutValues(String text, String state, @Nullable ServerErrorMessage server) {
        if (isRaised(server)) {
            return OWN.matcher(text).replaceAll("?");
        }
        if (state.equals(SYNTAX)) {
            return CONSTANT.matcher(text).replaceAll("$1?$2");
        }
        return state.startsWith(DATA) && !state.equals(WRONG_PARAMETER)
                ? QUOTED.matcher(text).replaceAll("?")
                : text;
    }

    private static String withoutRow(String detail, String state) {
        if (state.startsWith(DATA)) {
            return QUOTED.matcher(detail).replaceAll("?");
        }
        if (!state.startsWith(INTEGRITY)) {
            return detail;
        }
        var key = KEY.matcher(detail);
        return key.find() ? key.replaceAll(")=(?)") : ROW.matcher(detail).replaceAll("(?)");
    }

    /** Whether a function wrote the message itself, by RAISE or ASSERT. */
    private static boolean isRaised(@Nullable ServerErrorMessage server) {
        return server != null && server.getRoutine() != null && RAISED.contains(server.getRoutine());
    }

    private static @Nullable ServerErrorMessage answer(SQLException e) {
        return e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
