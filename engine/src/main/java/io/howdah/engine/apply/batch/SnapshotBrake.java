package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Sees a snapshot so old that dead rows pile up behind it. Work that leaves dead rows goes at half speed; other work only says it,
 * since going slower would let more of the application's writes pile up.
 */
final class SnapshotBrake implements Brake {

    private static final String SQL = """
            SELECT who, seconds FROM (
              SELECT 'process ' || pid || coalesce(' of ' || usename, '') || coalesce(' (' || nullif(application_name, '') || ')', '') AS who,
                     extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)::float8 AS seconds
                FROM pg_catalog.pg_stat_activity
               WHERE backend_xmin IS NOT NULL AND xact_start IS NOT NULL AND pid <> pg_catalog.pg_backend_pid()
                 AND datname = current_database() AND backend_type NOT IN ('autovacuum worker', 'walsender')
              UNION ALL
              SELECT 'the prepared transaction ' || gid, extract(epoch FROM pg_catalog.clock_timestamp() - prepared)::float8
                FROM pg_catalog.pg_prepared_xacts WHERE database = current_database()) s
             ORDER BY seconds DESC LIMIT 1""";

    private final Duration oldest;
    private final boolean leavesDeadRows;

    SnapshotBrake(Pace pace, boolean leavesDeadRows) {
        oldest = pace.snapshot();
        this.leavesDeadRows = leavesDeadRows;
    }

    @Override
    public Optional<Braking> look(Session session) throws SQLException {
        return session.first(SQL, this::judged).flatMap(found -> found);
    }

    private Optional<Braking> judged(ResultSet row) throws SQLException {
        long seconds = Math.round(row.getDouble("seconds"));
        if (seconds < oldest.toSeconds()) {
            return Optional.empty();
        }
        var who = row.getString("who") + ", in a transaction for " + seconds
                + " s, behind which dead rows cannot be cleared away";
        return Optional.of(leavesDeadRows ? Braking.half(who) : Braking.said(who));
    }

    @Override
    public String subject() {
        return "how old the oldest snapshot is";
    }
}
