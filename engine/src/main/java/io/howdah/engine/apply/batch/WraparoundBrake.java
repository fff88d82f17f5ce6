package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Uses no more transaction ids than must be where the server runs short of them: each batch takes one, and may make multixacts of
 * the locks that others hold on its rows. Autovacuum freezes at {@code autovacuum_freeze_max_age} by itself; further on it is
 * behind, and from {@code vacuum_failsafe_age} on, or 1.05 times the former where that is more, the server leaves everything else
 * aside for it.
 */
final class WraparoundBrake implements Brake {

    private static final String SQL = """
            SELECT greatest(pg_catalog.age(datfrozenxid)::float8 / a.freeze, pg_catalog.mxid_age(datminmxid)::float8 / a.multi) AS freeze,
                   greatest(pg_catalog.age(datfrozenxid)::float8 / a.failsafe,
                            pg_catalog.mxid_age(datminmxid)::float8 / a.failsafe_multi) AS failsafe,
                   pg_catalog.age(datfrozenxid) AS age, pg_catalog.mxid_age(datminmxid) AS multixacts
              FROM pg_catalog.pg_database,
                   (SELECT current_setting('autovacuum_freeze_max_age')::float8 AS freeze,
                           current_setting('autovacuum_multixact_freeze_max_age')::float8 AS multi,
                           greatest(current_setting('vacuum_failsafe_age')::float8,
                                    1.05 * current_setting('autovacuum_freeze_max_age')::float8) AS failsafe,
                           greatest(current_setting('vacuum_multixact_failsafe_age')::float8,
                                    1.05 * current_setting('autovacuum_multixact_freeze_max_age')::float8) AS failsafe_multi) a
             WHERE datname = current_database()""";

    /** Autovacuum takes a while to come to all tables. */
    private static final double BEHIND = 1.1;

    @Override
    public Optional<Braking> look(Session session) throws SQLException {
        return session.first(SQL, WraparoundBrake::judged).flatMap(found -> found);
    }

    private static Optional<Braking> judged(ResultSet row) throws SQLException {
        boolean failsafe = row.getDouble("failsafe") >= 1;
        if (!failsafe && row.getDouble("freeze") < BEHIND) {
            return Optional.empty();
        }
        var why = "rows that wait for being frozen: the oldest transaction id of the database is " + row.getLong("age")
                + " back, the oldest multixact " + row.getLong("multixacts") + "; vacuum the database";
        return Optional.of(failsafe ? Braking.stop(why) : Braking.half(why));
    }

    @Override
    public String subject() {
        return "how near transaction ids are to wraparound";
    }
}
