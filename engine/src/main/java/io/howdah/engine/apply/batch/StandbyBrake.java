package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Bytes;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits for standbys that do not follow.
 *
 * <p>The server measures {@code replay_lag} by what a standby reports, and goes on showing the last one for a while when nothing is
 * written any more; so a standby that has replayed everything has none. One that catches up after a pause is measured from what was
 * sent to it last, so it counts too how much it is behind. Readers of logical slots confirm when they like; {@link SlotBrake} sees them.
 */
final class StandbyBrake implements Brake {

    private static final String SQL = """
            SELECT coalesce(nullif(r.application_name, ''), host(r.client_addr), 'process ' || r.pid) AS name,
                   r.state IS NULL AS hidden,
                   extract(epoch FROM r.replay_lag)::float8 AS replay_lag, extract(epoch FROM r.flush_lag)::float8 AS flush_lag,
                   pg_catalog.pg_wal_lsn_diff(w.now, coalesce(r.replay_lsn, r.flush_lsn))::bigint AS behind,
                   pg_catalog.pg_wal_lsn_diff(w.now, r.flush_lsn)::bigint AS missing
              FROM pg_catalog.pg_stat_replication r
              CROSS JOIN (SELECT pg_catalog.pg_current_wal_lsn() AS now) w
              LEFT JOIN pg_catalog.pg_replication_slots s ON s.active_pid = r.pid
             WHERE s.slot_type IS DISTINCT FROM 'logical' AND (r.state IS NULL OR r.state IN ('streaming', 'catchup'))""";

    /** Who is further behind than this in what it replays before we begin, and not in what it receives, is so by its own wish. */
    private static final Duration ON_PURPOSE = Duration.ofMinutes(5);

    /** WAL of so many bytes is on its way to any standby of a busy server. */
    private static final long ON_ITS_WAY = 16L << 20;

    private final Pace pace;
    private final Set<String> delayed = new HashSet<>();
    private boolean looked;

    StandbyBrake(Pace pace) {
        this.pace = pace;
    }

    private record Standby(
            String name,
            boolean hidden,
            @Nullable Duration replay,
            @Nullable Duration flush,
            long behind,
            long missing) {

        static Standby read(ResultSet row) throws SQLException {
            return new Standby(
                    row.getString("name"),
                    row.getBoolean("hidden"),
                    seconds(row, "replay_lag"),
                    seconds(row, "flush_lag"),
                    row.getLong("behind"),
                    row.getLong("missing"));
        }

        private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
            double value = row.getDouble(column);
            return row.wasNull() ? null : Duration.ofMillis(Math.round(value * 1000));
        }
    }

    @Override
    public Optional<Braking> look(Session session) throws SQLException {
        var standbys = session.query(SQL, Standby::read);
        if (standbys.stream().anyMatch(Standby::hidden)) {
            throw new SQLException("only members of pg_monitor see more than that there are standbys", "42501");
        }
        var found = new ArrayList<Braking>();
        if (!looked) {
            looked = true;
            standbys.stream().filter(StandbyBrake::isDelayed).forEach(s -> delayed.add(s.name()));
            delayedAreSaid().ifPresent(found::add);
        }
        for (Standby standby : standbys) {
            judged(session, standby).ifPresent(found::add);
        }
        return strongest(found);
    }

    private static Optional<Braking> strongest(List<Braking> found) {
        return found.stream().min(Comparator.comparingDouble(Braking::share));
    }

    private static boolean isDelayed(Standby standby) {
        return standby.replay() != null
                && standby.replay().compareTo(ON_PURPOSE) >= 0
                && standby.missing() <= ON_ITS_WAY;
    }

    private Optional<Braking> delayedAreSaid() {
        return delayed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Braking.said(
                                "standby " + String.join(", ", delayed) + " replays more than "
                                        + ON_PURPOSE.toMinutes()
                                        + " minutes behind what it has received, by its own wish as it seems; only what it receives is waited for"));
    }

    private Optional<Braking> judged(Session session, Standby standby) throws SQLException {
        boolean byReceipt = delayed.contains(standby.name());
        long behind = byReceipt ? standby.missing() : standby.behind();
        var lag = byReceipt ? standby.flush() : standby.replay();
        if (behind <= 0) {
            return Optional.empty();
        }
        double share = behind / (double) pace.retainedBytes();
        if (lag != null) {
            share = Math.max(share, lag.toMillis() / (double) pace.lag().toMillis());
        }
        if (share < 0.5) {
            return Optional.empty();
        }
        var why = "standby " + standby.name() + ", which is " + Bytes.of(session, behind)
                + (lag == null ? "" : " and " + seconds(lag)) + " behind";
        return Optional.of(share < 1 ? Braking.half(why) : Braking.stop(why));
    }

    private static String seconds(Duration lag) {
        return lag.compareTo(Duration.ofSeconds(10)) < 0
                ? String.format(Locale.ROOT, "%.1f s", lag.toMillis() / 1000.0)
                : lag.toSeconds() + " s";
    }

    @Override
    public String subject() {
        return "how far standbys are behind";
    }
}
