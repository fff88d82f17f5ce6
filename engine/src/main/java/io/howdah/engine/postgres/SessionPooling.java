package io.howdah.engine.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Finds out whether a connection pooler keeps a process of the server for each client (session pooling), or gives each transaction
 * whichever is free (transaction pooling; the PgBouncer manual, section "Features", has what breaks there: advisory locks of a
 * session and SET among it).
 *
 * <p>A second client comes and is asked for its process while the first rests. Where processes are shared, it is given that of the
 * first, the one used last, or the first is given another afterwards. Nothing is set before that is known.
 */
final class SessionPooling {

    /** Others use the pool too, and may take what would have told. */
    private static final int ROUNDS = 3;

    private static final String PROCESS = "SELECT /* howdah */ pg_catalog.pg_backend_pid()";

    private SessionPooling() {}

    /** Opens a connection to the same pooler. */
    interface Other {
        Connection open() throws SQLException;
    }

    static boolean keepsSession(Connection ours, Other another) throws SQLException {
        int process = process(ours);
        for (int round = 0; round < ROUNDS; round++) {
            if (isShared(ours, process, another)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isShared(Connection ours, int process, Other another) throws SQLException {
        try (var other = another.open()) {
            other.setAutoCommit(false);
            int its = process(other);
            return its == process || process(ours) != process;
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PROCESS)) {
            row.next();
            return row.getInt(1);
        }
    }
}
