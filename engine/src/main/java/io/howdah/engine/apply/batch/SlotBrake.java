package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Waits while a replication slot keeps too much WAL on the disk of the primary, or is about to lose what its reader needs because
 * {@code max_slot_wal_keep_size} is reached. A slot that has lost it is beyond help.
 */
final class SlotBrake implements Brake {

    private static final String SQL = """
            SELECT slot_name, active, wal_status = 'unreserved' AS doomed, retained, pg_catalog.pg_size_pretty(retained) AS amount,
                   keep, pg_catalog.pg_size_pretty(keep) AS most
              FROM (SELECT slot_name, active, wal_status,
                           pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint AS retained,
                           (SELECT nullif(setting::bigint, -1) << 20 FROM pg_catalog.pg_settings
                             WHERE name = 'max_slot_wal_keep_size') AS keep
                      FROM pg_catalog.pg_replication_slots
                     WHERE restart_lsn IS NOT NULL AND wal_status IS DISTINCT FROM 'lost') s
             ORDER BY wal_status = 'unreserved' DESC, retained DESC LIMIT 1""";

    /** How much of {@code max_slot_wal_keep_size} may be used. */
    private static final double OF_KEPT = 0.8;

    private final Pace pace;

    SlotBrake(Pace pace) {
        this.pace = pace;
    }

    @Override
    public Optional<Braking> look(Session session) throws SQLException {
        return session.first(SQL, this::judged).flatMap(found -> found);
    }

    private Optional<Braking> judged(ResultSet row) throws SQLException {
        long retained = row.getLong("retained");
        long keep = row.getLong("keep");
        boolean limited = !row.wasNull();
        double wished = (double) pace.retainedBytes();
        double most = limited ? Math.min(OF_KEPT * keep, wished) : wished;
        boolean doomed = row.getBoolean("doomed");
        if (!doomed && retained < most / 2) {
            return Optional.empty();
        }
        var why = "replication slot " + row.getString("slot_name") + ", which keeps " + row.getString("amount")
                + " of WAL"
                + (limited ? " of the " + row.getString("most") + " that max_slot_wal_keep_size allows" : "")
                + (row.getBoolean("active") ? "" : ", and nobody reads it: let its reader come, or drop it");
        return Optional.of(doomed || retained >= most ? Braking.stop(why) : Braking.half(why));
    }

    @Override
    public String subject() {
        return "how much WAL replication slots keep";
    }
}
