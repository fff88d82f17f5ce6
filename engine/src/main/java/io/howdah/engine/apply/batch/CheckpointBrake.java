package io.howdah.engine.apply.batch;

import io.howdah.engine.Time;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes at half speed when checkpoints follow each other because of WAL: each of them makes the server write whole pages again, which
 * makes more WAL. Also while there is more WAL since the last one than {@code max_wal_size}, since then one that is at work does
 * not keep up.
 */
final class CheckpointBrake implements Brake {

    private static final String SQL = """
            SELECT %s AS requested, pg_catalog.pg_wal_lsn_diff(c.redo_lsn, '0/0')::bigint AS redo,
                   pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), c.redo_lsn)::bigint AS since,
                   (SELECT setting::bigint << 20 FROM pg_catalog.pg_settings WHERE name = 'max_wal_size') AS most
              FROM pg_catalog.pg_control_checkpoint() c""";

    private static final String BY_BGWRITER =
            SQL.formatted("(SELECT checkpoints_req FROM pg_catalog.pg_stat_bgwriter)");

    private static final String BY_CHECKPOINTER =
            SQL.formatted("(SELECT num_requested FROM pg_catalog.pg_stat_checkpointer)");

    private static final int WITH_CHECKPOINTER = 17;

    /**
     * WAL forces a checkpoint at {@code max_wal_size / (1 + checkpoint_completion_target)}, which is half of it at least; one that
     * was asked for with much less before it has another cause.
     */
    private static final double FORCED = 0.4;

    private final Time time;
    private final Duration close;
    private @Nullable State last;
    private boolean lastWasSeen;
    private @Nullable Duration distance;
    private long pressedUntil;

    CheckpointBrake(Pace pace, Time time) {
        this.time = time;
        close = pace.checkpoints();
    }

    /**
     * How checkpoints stand.
     *
     * @param requested how many there were that no clock asked for
     * @param redo from where the server would recover
     */
    private record State(long at, long requested, long redo, long since, long most) {}

    @Override
    public Optional<Braking> look(Session session) throws SQLException {
        boolean newer = session.connection().getMetaData().getDatabaseMajorVersion() >= WITH_CHECKPOINTER;
        var now =
                session.first(newer ? BY_CHECKPOINTER : BY_BGWRITER, this::read).orElseThrow();
        follow(now);
        if (distance != null && now.at() < pressedUntil) {
            return Optional.of(Braking.half(
                    "checkpoints that WAL forces, the last " + distance.toSeconds() + " s after the one before"));
        }
        return now.since() > now.most()
                ? Optional.of(Braking.half("a checkpoint that does not keep up with the WAL; max_wal_size is exceeded"))
                : Optional.empty();
    }

    private State read(ResultSet row) throws SQLException {
        return new State(
                time.nanos(), row.getLong("requested"), row.getLong("redo"), row.getLong("since"), row.getLong("most"));
    }

    private void follow(State now) {
        if (last != null && last.redo() == now.redo()) {
            return;
        }
        if (last != null && lastWasSeen && isForced(last, now)) {
            var since = Duration.ofNanos(now.at() - last.at());
            if (since.compareTo(close) < 0) {
                distance = since;
                pressedUntil = now.at() + close.toNanos();
            }
        }
        lastWasSeen = last != null;
        last = now;
    }

    private static boolean isForced(State before, State now) {
        return now.requested() > before.requested() && now.redo() - before.redo() >= FORCED * now.most();
    }

    @Override
    public String subject() {
        return "how checkpoints follow each other";
    }
}
