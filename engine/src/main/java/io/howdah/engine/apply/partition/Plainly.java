package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;

/** Reads with the server writing all names in full, and all times in UTC and as ISO has them, whatever the session's settings. */
final class Plainly {

    private Plainly() {}

    static void read(Session session, Session.Work work) throws SQLException {
        session.inTransaction(() -> {
            settings(session);
            work.run();
        });
    }

    /** For the rest of the transaction. */
    static void settings(Session session) throws SQLException {
        session.execute("SET LOCAL search_path = pg_catalog");
        session.execute("SET LOCAL TimeZone = 'UTC'");
        session.execute("SET LOCAL DateStyle = 'ISO, YMD'");
        session.execute("SET LOCAL IntervalStyle = 'postgres'");
        session.execute("SET LOCAL row_security = off");
    }
}
