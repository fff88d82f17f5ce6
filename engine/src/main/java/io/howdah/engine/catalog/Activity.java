package io.howdah.engine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is going on at one moment.
 *
 * @param sessions client backends; the reader's own left out
 * @param statisticsReset when the database's counters were last reset; null where never or not known
 * @param counters further single figures by name, such as {@code checkpoints_requested}, for which no record is worth it
 */
public record Activity(
        List<Session> sessions,
        List<Slot> slots,
        List<PreparedTransaction> preparedTransactions,
        List<Replica> replicas,
        @Nullable Archiver archiver,
        List<DatabaseAge> databases,
        @Nullable Instant statisticsReset,
        Map<String, Double> counters) {

    /** Nothing going on, or nothing visible. */
    public static final Activity NONE =
            new Activity(List.of(), List.of(), List.of(), List.of(), null, List.of(), null, Map.of());

    /**
     * A client backend.
     *
     * @param blockedBy pids that hold the lock it waits for
     * @param waitSeconds since it began to wait for that lock; null where it waits for none, and in a file of an
     *     earlier release
     */
    public record Session(
            int pid,
            @Nullable String user,
            @Nullable String database,
            @Nullable String application,
            @Nullable String state,
            @Nullable String waitEventType,
            @Nullable String waitEvent,
            @Nullable Double transactionSeconds,
            @Nullable Double stateSeconds,
            @Nullable Long xminAge,
            @Nullable String query,
            List<Integer> blockedBy,
            @Nullable Double waitSeconds) {

        /** A session of which it is not known since when it waits. */
        public Session(
                int pid,
                @Nullable String user,
                @Nullable String database,
                @Nullable String application,
                @Nullable String state,
                @Nullable String waitEventType,
                @Nullable String waitEvent,
                @Nullable Double transactionSeconds,
                @Nullable Double stateSeconds,
                @Nullable Long xminAge,
                @Nullable String query,
                List<Integer> blockedBy) {
            this(
                    pid,
                    user,
                    database,
                    application,
                    state,
                    waitEventType,
                    waitEvent,
                    transactionSeconds,
                    stateSeconds,
                    xminAge,
                    query,
                    blockedBy,
                    null);
        }
    }

    /**
     * A replication slot.
     *
     * @param retainedBytes the WAL that it holds back
     * @param synced whether slot synchronisation, which came with 17, made it of one of a primary; null where that is not known
     */
    public record Slot(
            String name,
            String type,
            boolean active,
            @Nullable Long retainedBytes,
            @Nullable Long xminAge,
            @Nullable String walStatus,
            @Nullable Boolean synced) {

        /** A slot of which it is not known whether it is a copy. */
        public Slot(
                String name,
                String type,
                boolean active,
                @Nullable Long retainedBytes,
                @Nullable Long xminAge,
                @Nullable String walStatus) {
            this(name, type, active, retainedBytes, xminAge, walStatus, null);
        }
    }

    /** A transaction prepared for two-phase commit. */
    public record PreparedTransaction(String gid, String owner, String database, double ageSeconds, long xidAge) {}

    /** A standby or other receiver of WAL. */
    public record Replica(
            @Nullable String application,
            @Nullable String address,
            @Nullable String state,
            @Nullable String syncState,
            @Nullable Long lagBytes,
            @Nullable Double lagSeconds,
            @Nullable Long xminAge) {}

    /** {@code pg_stat_archiver}. */
    public record Archiver(
            long archived,
            @Nullable Instant lastArchived,
            long failed,
            @Nullable Instant lastFailed,
            @Nullable String lastFailedWal) {}

    /** Age of a database's oldest unfrozen transaction and multixact, in ids. */
    public record DatabaseAge(String name, long xidAge, long multixactAge, long checksumFailures) {}
}
