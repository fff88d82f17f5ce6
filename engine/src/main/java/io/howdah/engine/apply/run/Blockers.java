package io.howdah.engine.apply.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who stands in the way. */
public final class Blockers {

    private static final String COLUMNS = """
            p.pid, a.usename, a.application_name, a.backend_type, left(a.query, 300) AS query,
                   extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8 AS age""";

    private Blockers() {}

    /** Whom a process waits for. */
    public static List<Blocker> of(Session session, int pid) throws SQLException {
        return session.query(
                "SELECT " + COLUMNS + " FROM (SELECT DISTINCT unnest(pg_catalog.pg_blocking_pids(?))) p (pid)"
                        + " LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = p.pid ORDER BY p.pid",
                Blockers::read,
                pid);
    }

    /** Who holds any lock on a table, besides this session. */
    public static List<Blocker> holding(Session session, long tableOid) throws SQLException {
        return session.query(
                "SELECT " + COLUMNS + " FROM (SELECT DISTINCT coalesce(pid, 0) FROM pg_catalog.pg_locks"
                        + " WHERE locktype = 'relation' AND granted AND relation = CAST(? AS oid)"
                        + " AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
                        + " AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()) p (pid)"
                        + " LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = p.pid ORDER BY p.pid",
                Blockers::read,
                tableOid);
    }

    /** Who holds any lock on one of several relations, by their quoted names, besides this session. */
    static List<Blocker> holding(Session session, List<String> relations) throws SQLException {
        return session.query(
                "SELECT " + COLUMNS + " FROM (SELECT DISTINCT coalesce(pid, 0) FROM pg_catalog.pg_locks"
                        + " WHERE locktype = 'relation' AND granted"
                        + " AND relation IN (SELECT pg_catalog.to_regclass(r) FROM unnest(?) r)"
                        + " AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
                        + " AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()) p (pid)"
                        + " LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = p.pid ORDER BY a.xact_start, p.pid",
                Blockers::read,
                session.array(relations));
    }

    private static Blocker read(ResultSet row) throws SQLException {
        return new Blocker(
                row.getInt("pid"),
                row.getString("usename"),
                row.getString("application_name"),
                row.getString("backend_type"),
                age(row),
                row.getString("query"));
    }

    private static @Nullable Duration age(ResultSet row) throws SQLException {
        double seconds = row.getDouble("age");
        return row.wasNull() ? null : Duration.ofMillis(Math.round(seconds * 1000));
    }
}
