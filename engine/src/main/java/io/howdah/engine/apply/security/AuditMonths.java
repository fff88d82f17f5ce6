package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The months that an audit log has partitions for. What falls into none is caught by a default partition. */
public final class AuditMonths {

    /** The present month and the next three. */
    public static final int AHEAD = 3;

    /** A month that is already in the default partition, or its lock not free; both for another time. */
    private static final List<String> FOR_LATER = List.of("23514", Refusals.LOCK_NOT_AVAILABLE, Refusals.DEADLOCK);

    private AuditMonths() {}

    /** The present month and the next ones, by the server's clock, as {@code 2026-11}. */
    static List<String> next(Session session, int ahead) throws SQLException {
        return session.query(
                "SELECT pg_catalog.to_char(pg_catalog.date_trunc('month', pg_catalog.now() AT TIME ZONE 'UTC')"
                        + " + i * interval '1 month', 'YYYY-MM') FROM pg_catalog.generate_series(0, ?) i",
                row -> row.getString(1),
                ahead);
    }

    /**
     * Makes partitions that are missing, each in a transaction of its own that waits for a tenth of a second at most; returns the months
     * that were made. Those that could not be made now are tried next time.
     *
     * @param ahead how many months after the present one
     */
    public static List<String> makeAhead(Session session, String schema, int ahead) throws SQLException {
        var made = new ArrayList<String>();
        var log = new AuditLog(schema);
        for (String month : next(session, ahead)) {
            if (!there(session, schema, AuditLog.partition(month)) && make(session, log.month(month))) {
                made.add(month);
            }
        }
        return List.copyOf(made);
    }

    private static boolean there(Session session, String schema, String partition) throws SQLException {
        return session.holds(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?)",
                schema,
                partition);
    }

    private static boolean make(Session session, List<String> statements) throws SQLException {
        try {
            session.inTransaction(() -> {
                session.execute("SET LOCAL lock_timeout = '100ms'");
                for (String sql : statements) {
                    session.execute(sql);
                }
            });
            return true;
        } catch (SQLException e) {
            if (FOR_LATER.contains(Refusals.state(e))) {
                return false;
            }
            throw e;
        }
    }
}
