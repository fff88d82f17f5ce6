package io.howdah.engine.read;

import io.howdah.engine.catalog.Activity;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is going on: the cumulative and dynamic statistics views of the whole server. */
final class ActivityReader {

    private static final String SESSIONS = """
            SELECT pid, usename, datname, application_name, state, wait_event_type, wait_event, left(query, 1000) AS query,
                   extract(epoch FROM clock_timestamp() - xact_start)::float8 AS transaction_seconds,
                   extract(epoch FROM clock_timestamp() - state_change)::float8 AS state_seconds,
                   age(backend_xmin) AS xmin_age,
                   CASE WHEN wait_event_type = 'Lock' THEN pg_blocking_pids(pid)::text[] END AS blocked_by,
                   CASE WHEN wait_event_type = 'Lock'
                        THEN coalesce(extract(epoch FROM clock_timestamp() - waitstart)::float8, 0) END AS wait_seconds
              FROM pg_stat_activity
              LEFT JOIN (SELECT pid, min(waitstart) AS waitstart FROM pg_locks WHERE NOT granted GROUP BY pid) AS waits
                     USING (pid)
             WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
             ORDER BY pid
            """;

    /** Slots are synchronised since 17. */
    private static final String SLOTS = """
            SELECT slot_name, slot_type, active, wal_status, {synced} AS synced,
                   greatest(age(xmin), age(catalog_xmin)) AS xmin_age,
                   CASE WHEN NOT pg_is_in_recovery()
                        THEN pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint END AS retained
              FROM pg_replication_slots
             ORDER BY slot_name
            """;

    private static final String PREPARED = """
            SELECT gid, owner, database, extract(epoch FROM clock_timestamp() - prepared)::float8 AS age,
                   age(transaction) AS xid_age
              FROM pg_prepared_xacts
             ORDER BY prepared
            """;

    private static final String REPLICAS = """
            SELECT application_name, client_addr::text AS address, state, sync_state,
                   CASE WHEN NOT pg_is_in_recovery()
                        THEN pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint END AS lag_bytes,
                   extract(epoch FROM replay_lag)::float8 AS lag_seconds, age(backend_xmin) AS xmin_age
              FROM pg_stat_replication
             ORDER BY application_name, client_addr
            """;

    private static final String ARCHIVER =
            "SELECT archived_count, last_archived_time, failed_count, last_failed_time, last_failed_wal"
                    + " FROM pg_stat_archiver";

    private static final String DATABASES = """
            SELECT datname, age(datfrozenxid) AS xid_age, mxid_age(datminmxid) AS multixact_age,
                   coalesce(pg_stat_get_db_checksum_failures(oid), 0) AS checksum_failures
              FROM pg_database
             ORDER BY datname
            """;

    private static final String WAL = "SELECT sum(size)::float8 AS wal_directory_bytes FROM pg_ls_waldir()";

    private static final String ARCHIVE =
            "SELECT count(*)::float8 AS archive_ready FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'";

    private static final String CHECKPOINTS = """
            SELECT %s AS checkpoints_timed, %s AS checkpoints_requested,
                   extract(epoch FROM clock_timestamp() - stats_reset)::float8 AS checkpoints_seconds
              FROM %s
            """;

    /** Connections as the server counts them for everyone, since only pg_monitor sees which are client backends; what is locked, and by how many each. */
    private static final String COUNTERS = """
            SELECT (SELECT sum(numbackends) FROM pg_stat_database) AS connections,
                   (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()) AS statistics_reset,
                   held.locks, held.lock_holders,
                   (SELECT count(*) FROM pg_stat_progress_basebackup) AS base_backups_running,
                   (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker') AS autovacuum_workers,
                   CASE WHEN pg_is_in_recovery()
                        THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8
                        END AS replay_delay_seconds,
                   CASE WHEN pg_is_in_recovery()
                        THEN pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::float8
                        END AS replay_delay_bytes
              FROM (SELECT count(DISTINCT target) AS locks, count(DISTINCT target || virtualtransaction) AS lock_holders
                      FROM (SELECT ROW(locktype, database, relation, page, tuple, virtualxid, transactionid, classid, objid,
                                       objsubid)::text COLLATE "C" AS target, virtualtransaction
                              FROM pg_locks WHERE NOT fastpath AND mode <> 'SIReadLock') AS lock) AS held
            """;

    private ActivityReader() {}

    static Activity read(Query query, Role role) throws SQLException {
        var counters = new HashMap<String, Double>();
        checkpoints(query, counters);
        if (role.lists()) {
            query.each(WAL, row -> put(counters, "wal_directory_bytes", row));
            query.each(ARCHIVE, row -> put(counters, "archive_ready", row));
        }
        var reset = query.one(COUNTERS, row -> {
            for (var name : List.of(
                    "connections",
                    "locks",
                    "lock_holders",
                    "base_backups_running",
                    "autovacuum_workers",
                    "replay_delay_seconds",
                    "replay_delay_bytes")) {
                put(counters, name, row);
            }
            return Optional.ofNullable(row.instantOrNull("statistics_reset"));
        });
        return new Activity(
                query.list(SESSIONS, ActivityReader::session),
                query.list(SLOTS.replace("{synced}", query.since(17, "synced")), ActivityReader::slot),
                query.list(PREPARED, ActivityReader::prepared),
                query.list(REPLICAS, ActivityReader::replica),
                query.one(ARCHIVER, ActivityReader::archiver),
                query.list(DATABASES, ActivityReader::age),
                reset.orElse(null),
                Map.copyOf(counters));
    }

    private static void checkpoints(Query query, Map<String, Double> counters) throws SQLException {
        var sql = query.since(17)
                ? CHECKPOINTS.formatted("num_timed", "num_requested", "pg_stat_checkpointer")
                : CHECKPOINTS.formatted("checkpoints_timed", "checkpoints_req", "pg_stat_bgwriter");
        query.each(sql, row -> {
            put(counters, "checkpoints_timed", row);
            put(counters, "checkpoints_requested", row);
            put(counters, "checkpoints_seconds", row);
        });
    }

    private static void put(Map<String, Double> counters, String name, Row row) throws SQLException {
        var value = row.realOrNull(name);
        if (value != null) {
            counters.put(name, value);
        }
    }

    private static Activity.Session session(Row row) throws SQLException {
        return new Activity.Session(
                row.integer("pid"),
                row.textOrNull("usename"),
                row.textOrNull("datname"),
                row.textOrNull("application_name"),
                row.textOrNull("state"),
                row.textOrNull("wait_event_type"),
                row.textOrNull("wait_event"),
                row.realOrNull("transaction_seconds"),
                row.realOrNull("state_seconds"),
                row.numberOrNull("xmin_age"),
                row.textOrNull("query"),
                row.names("blocked_by").stream()
                        .map(Integer::valueOf)
                        .distinct()
                        .toList(),
                row.realOrNull("wait_seconds"));
    }

    private static Activity.Slot slot(Row row) throws SQLException {
        return new Activity.Slot(
                row.text("slot_name"),
                row.text("slot_type"),
                row.flag("active"),
                row.numberOrNull("retained"),
                row.numberOrNull("xmin_age"),
                row.textOrNull("wal_status"),
                row.flag("synced"));
    }

    private static Activity.PreparedTransaction prepared(Row row) throws SQLException {
        return new Activity.PreparedTransaction(
                row.text("gid"), row.text("owner"), row.text("database"), row.real("age"), row.number("xid_age"));
    }

    private static Activity.Replica replica(Row row) throws SQLException {
        return new Activity.Replica(
                row.textOrNull("application_name"),
                row.textOrNull("address"),
                row.textOrNull("state"),
                row.textOrNull("sync_state"),
                row.numberOrNull("lag_bytes"),
                row.realOrNull("lag_seconds"),
                row.numberOrNull("xmin_age"));
    }

    private static Activity.Archiver archiver(Row row) throws SQLException {
        return new Activity.Archiver(
                row.number("archived_count"),
                row.instantOrNull("last_archived_time"),
                row.number("failed_count"),
                row.instantOrNull("last_failed_time"),
                row.textOrNull("last_failed_wal"));
    }

    private static Activity.DatabaseAge age(Row row) throws SQLException {
        return new Activity.DatabaseAge(
                row.text("datname"),
                row.number("xid_age"),
                row.number("multixact_age"),
                row.number("checksum_failures"));
    }
}
