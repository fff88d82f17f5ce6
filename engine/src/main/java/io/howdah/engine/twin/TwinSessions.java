package io.howdah.engine.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The two sessions by which a twin is changed.
 *
 * @param owner runs what others wrote: it owns what is made, and has no other rights
 * @param superuser runs our own statements: sizes, statistics, extensions. It reads what others wrote as values only, and
 *     neither plans nor computes it, since that would run their functions as a superuser
 */
record TwinSessions(Statement owner, Statement superuser) implements AutoCloseable {

    static TwinSessions open(TwinServer server) throws SQLException {
        var owner = statement(server.asOwner());
        try {
            return new TwinSessions(owner, statement(server.asSuperuser()));
        } catch (SQLException | RuntimeException e) {
            owner.getConnection().close();
            throw e;
        }
    }

    private static Statement statement(Connection connection) throws SQLException {
        var statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    @Override
    public void close() throws SQLException {
        try {
            owner.getConnection().close();
        } finally {
            superuser.getConnection().close();
        }
    }
}
