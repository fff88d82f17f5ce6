package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.postgres.Marked;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Sends many short statements in few messages, as each message costs time under a lock. */
final class Together {

    private Together() {}

    static void send(Session session, List<String> statements) throws SQLException {
        try (var batch = session.connection().createStatement()) {
            boolean open = false;
            for (String sql : statements) {
                if (sql.startsWith("SELECT ")) {
                    flush(batch, open);
                    open = false;
                    session.execute(sql);
                } else {
                    batch.addBatch(Marked.sql(sql));
                    open = true;
                }
            }
            flush(batch, open);
        }
    }

    private static void flush(Statement batch, boolean open) throws SQLException {
        try {
            if (open) {
                batch.executeBatch();
            }
        } catch (BatchUpdateException e) {
            throw e.getNextException() == null ? e : e.getNextException();
        }
    }
}
