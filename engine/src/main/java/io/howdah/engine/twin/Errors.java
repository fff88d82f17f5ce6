package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** What the twin's server says when it refuses, in words for people. */
final class Errors {

    private Errors() {}

    /** The server's message alone, without severity, position and hint. */
    static String message(SQLException e) {
        var server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        var message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "SQL state " + e.getSQLState() : message;
    }

    static Problem broken(SQLException e) {
        return Problem.internal("the twin broke: " + message(e), e);
    }
}
