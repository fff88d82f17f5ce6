package io.howdah.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a server at one moment, as far as only its inspection needs it; empty lists where something is not there or was not
 * visible.
 *
 * @param counters single figures by name, such as {@code deadlocks}; those of pg_stat_database are of the database that was read
 * @param tables upkeep of tables, by oid
 * @param io rows of {@code pg_stat_io}, from 16 on
 * @param extensions installed extensions of which the server has a newer version at hand
 * @param subscriptions of the database that was read
 * @param collations whose version is no longer the one with which indexes were built
 * @param vacuums that run now in the database that was read
 * @param withoutIdentity published tables of which updates and deletes cannot be replicated
 * @param standby how the server follows its primary; null where it is no standby
 * @param progress of upkeep at work in the database that was read
 */
public record ServerState(
        Map<String, Double> counters,
        Map<Long, Upkeep> tables,
        List<Io> io,
        List<Outdated> extensions,
        List<Subscription> subscriptions,
        List<Collation> collations,
        List<Vacuum> vacuums,
        List<QualifiedName> withoutIdentity,
        @Nullable Standby standby,
        List<Progress> progress) {

    /** Files written before a field was added lack it. */
    public ServerState {
        progress = progress == null ? List.of() : progress;
    }

    /** A state without upkeep at work. */
    public ServerState(
            Map<String, Double> counters,
            Map<Long, Upkeep> tables,
            List<Io> io,
            List<Outdated> extensions,
            List<Subscription> subscriptions,
            List<Collation> collations,
            List<Vacuum> vacuums,
            List<QualifiedName> withoutIdentity,
            @Nullable Standby standby) {
        this(counters, tables, io, extensions, subscriptions, collations, vacuums, withoutIdentity, standby, List.of());
    }

    /** Nothing known. */
    public static final ServerState NONE =
            new ServerState(Map.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);

    /** The counter; NaN where it was not read. */
    public double counter(String name) {
        return counters.getOrDefault(name, Double.NaN);
    }

    /** What was done to the table; nothing where it was not read. */
    public Upkeep upkeep(Relation relation) {
        return Objects.requireNonNullElse(tables.get(relation.oid()), Upkeep.NONE);
    }

    /** The same with other counters. */
    public ServerState withCounters(Map<String, Double> others) {
        return new ServerState(
                Map.copyOf(others),
                tables,
                io,
                extensions,
                subscriptions,
                collations,
                vacuums,
                withoutIdentity,
                standby,
                progress);
    }

    /** The same with other upkeep at work. */
    public ServerState withProgress(List<Progress> others) {
        return new ServerState(
                counters,
                tables,
                io,
                extensions,
                subscriptions,
                collations,
                vacuums,
                withoutIdentity,
                standby,
                List.copyOf(others));
    }

    /** The same with other figures of tables. */
    public ServerState withTables(Map<Long, Upkeep> others) {
        return new ServerState(
                counters,
                Map.copyOf(others),
                io,
                extensions,
                subscriptions,
                collations,
                vacuums,
                withoutIdentity,
                standby,
                progress);
    }

    /**
     * How a table is kept, since the statistics were reset.
     *
     * @param insertedSinceVacuum rows inserted since the last vacuum
     * @param newPageUpdated updates whose new version went to another page; null before 16
     * @param space what a look at its pages gave; null where nobody looked
     */
    public record Upkeep(
            long insertedSinceVacuum,
            long vacuums,
            long autovacuums,
            long analyzes,
            long autoanalyzes,
            @Nullable Long newPageUpdated,
            @Nullable Space space) {

        static final Upkeep NONE = new Upkeep(0, 0, 0, 0, 0, null, null);

        public Upkeep withSpace(Space looked) {
            return new Upkeep(
                    insertedSinceVacuum, vacuums, autovacuums, analyzes, autoanalyzes, newPageUpdated, looked);
        }
    }

    /** Bytes of a table's pages by what is in them, as pgstattuple says. */
    public record Space(long bytes, long liveBytes, long deadBytes, long freeBytes) {}

    /** A row of {@code pg_stat_io}: operations, and milliseconds where track_io_timing is on. */
    public record Io(
            String backend,
            String object,
            String context,
            double reads,
            double writes,
            double hits,
            double evictions,
            double fsyncs,
            double readMs,
            double writeMs) {}

    /** An extension with a newer version at hand. */
    public record Outdated(String name, String installed, String available) {}

    /**
     * A subscription of logical replication.
     *
     * @param working whether its apply worker runs; null where that is not visible
     * @param applyErrors null before 15
     * @param pending tables of which the first copy is not done
     */
    public record Subscription(
            String name,
            boolean enabled,
            @Nullable Boolean working,
            @Nullable Long applyErrors,
            @Nullable Long syncErrors,
            long pending) {}

    /** A collation, or the database's own, that sorts otherwise now than when it was recorded. */
    public record Collation(String name, String recorded, String actual) {}

    /**
     * A vacuum at work.
     *
     * @param indexPasses how often it has gone through all indexes so far
     */
    public record Vacuum(
            int pid, @Nullable QualifiedName table, String phase, long pages, long scanned, long indexPasses) {}

    /**
     * Upkeep at work.
     *
     * @param command VACUUM, ANALYZE, CREATE INDEX, REINDEX, CLUSTER, VACUUM FULL, COPY FROM or COPY TO
     * @param relation null where it is gone
     * @param done of the phase, in blocks, rows or bytes
     * @param total 0 where it is not known
     */
    public record Progress(
            int pid,
            String command,
            @Nullable QualifiedName relation,
            String phase,
            double seconds,
            double done,
            double total) {}

    /**
     * How a standby follows.
     *
     * @param receiver state of the WAL receiver; null where there is none
     */
    public record Standby(
            boolean paused,
            @Nullable String receiver,
            @Nullable Double silentSeconds) {}
}
