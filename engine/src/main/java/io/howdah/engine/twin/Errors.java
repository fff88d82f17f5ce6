package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.postgres.ServerMessage;
import java.sql.SQLException;

/** What the twin's server says when it refuses, in words for people. */
final class Errors {

    private Errors() {}

    /** The server's message alone, without severity, position, hint and values. */
    static String message(SQLException e) {
        return ServerMessage.of(e);
    }

    static Problem broken(SQLException e) {
        return Problem.internal("the twin broke: " + message(e), e);
    }
}
