package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Gives way to a vacuum of the table: goes at half speed, and stands still while it is the one that prevents transaction id
 * wraparound. It is known by its lock, which every role may see; what it runs, not every role.
 */
final class VacuumBrake implements Brake {

    private static final String SQL = """
            SELECT l.pid, coalesce(a.backend_type = 'autovacuum worker', false) AS automatic, coalesce(a.query, '') AS query
              FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock'
               AND l.relation = CAST(? AS oid) AND l.pid <> pg_catalog.pg_backend_pid()
               AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
             LIMIT 1""";

    private final long table;

    VacuumBrake(long table) {
        this.table = table;
    }

    @Override
    public Optional<Braking> look(Session session) throws SQLException {
        return session.first(SQL, VacuumBrake::judged, table);
    }

    private static Braking judged(ResultSet row) throws SQLException {
        var process = ", process " + row.getInt("pid");
        if (row.getString("query").contains("(to prevent wraparound)")) {
            return Braking.stop("the automatic vacuum that prevents transaction id wraparound" + process);
        }
        return Braking.half(
                row.getBoolean("automatic")
                        ? "the automatic vacuum of the table" + process
                        : "a vacuum of the table, or what takes the same lock" + process);
    }

    @Override
    public String subject() {
        return "whether the table is vacuumed";
    }
}
