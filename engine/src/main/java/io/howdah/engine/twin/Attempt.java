package io.howdah.engine.twin;

import java.sql.Connection;
import java.sql.SQLException;

/** A part of a transaction that can be taken back when it fails. Attempts may be nested. */
record Attempt(Connection session) {

    static Attempt begin(Connection session) throws SQLException {
        return new Attempt(session).run("SAVEPOINT attempt");
    }

    void keep() throws SQLException {
        run("RELEASE attempt");
    }

    void undo() throws SQLException {
        run("ROLLBACK TO attempt; RELEASE attempt");
    }

    private Attempt run(String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }
}
