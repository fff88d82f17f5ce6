package io.howdah.engine.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements of {@link StateReader}, which differ by version. */
final class StateSql {

    private static final String COUNTERS = """
            SELECT d.xact_commit::float8 AS commits, d.xact_rollback::float8 AS rollbacks, d.blks_read::float8 AS blocks_read,
                   d.blks_hit::float8 AS blocks_hit, d.temp_files::float8 AS temp_files, d.temp_bytes::float8 AS temp_bytes,
                   d.deadlocks::float8 AS deadlocks, d.blk_read_time AS read_ms, d.blk_write_time AS write_ms,
                   d.sessions::float8 AS sessions, d.sessions_abandoned::float8 AS sessions_abandoned,
                   d.sessions_fatal::float8 AS sessions_fatal, d.sessions_killed::float8 AS sessions_killed,
                   d.session_time AS session_ms, d.active_time AS active_ms,
                   d.idle_in_transaction_time AS idle_in_transaction_ms,
                   extract(epoch FROM clock_timestamp() - d.stats_reset)::float8 AS seconds,
                   extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::float8 AS uptime_seconds,
                   c.confl_snapshot::float8 AS conflicts_snapshot, c.confl_lock::float8 AS conflicts_lock,
                   c.confl_bufferpin::float8 AS conflicts_pin, c.confl_deadlock::float8 AS conflicts_deadlock,
                   w.wal_records::float8 AS wal_records, w.wal_fpi::float8 AS wal_page_images, w.wal_bytes::float8 AS wal_bytes,
                   w.wal_buffers_full::float8 AS wal_buffers_full,
                   extract(epoch FROM clock_timestamp() - w.stats_reset)::float8 AS wal_seconds,
                   b.buffers_clean::float8 AS buffers_clean, b.maxwritten_clean::float8 AS cleaning_stopped,
                   b.buffers_alloc::float8 AS buffers_allocated, {checkpoints},
                   (SELECT sum(spill_bytes)::float8 FROM pg_stat_replication_slots) AS spilled_bytes,
                   (SELECT count(*)::float8 FROM pg_stat_replication) AS senders,
                   (SELECT count(*)::float8 FROM pg_replication_slots) AS slots,
                   (SELECT count(*)::float8 FROM pg_stat_ssl s JOIN pg_stat_activity a ON a.pid = s.pid
                     WHERE NOT s.ssl AND a.client_addr IS NOT NULL AND NOT a.client_addr <<= '127.0.0.0/8'
                       AND a.client_addr <> '::1') AS plain_sessions,
                   pg_relation_size('pg_catalog.pg_largeobject')::float8 AS large_object_bytes,
                   (SELECT l.reltuples::float8 FROM pg_class l
                     WHERE l.oid = 'pg_catalog.pg_largeobject_metadata'::regclass) AS large_objects,
                   CASE WHEN current_setting('pg_stat_statements.max', true) IS NOT NULL THEN 1 ELSE 0 END::float8
                     AS statements_loaded
              FROM pg_stat_database d
              JOIN pg_stat_database_conflicts c ON c.datid = d.datid
              CROSS JOIN pg_stat_wal w
              CROSS JOIN pg_stat_bgwriter b
              {checkpointer}
             WHERE d.datname = current_database()
            """;

    /** Entries of all databases, which share the room; how often it was wanting is told since version 1.9. */
    static final String STATEMENTS =
            "SELECT count(*)::float8 AS statements_held FROM {schema}.pg_stat_statements(false)";

    static final String TABLES = """
            SELECT c.oid, pg_stat_get_ins_since_vacuum(c.oid) AS inserted, pg_stat_get_vacuum_count(c.oid) AS vacuums,
                   pg_stat_get_autovacuum_count(c.oid) AS autovacuums, pg_stat_get_analyze_count(c.oid) AS analyzes,
                   pg_stat_get_autoanalyze_count(c.oid) AS autoanalyzes, {moved} AS moved
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'm') AND %s
            """.formatted(Visible.SCHEMA);

    /** A table may be published by several. */
    private static final String WITHOUT_IDENTITY = """
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE (c.relreplident = 'n' OR c.relreplident = 'd' AND NOT EXISTS (
                   SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary))
             AND EXISTS (
                   SELECT FROM pg_publication p JOIN pg_publication_tables t ON t.pubname = p.pubname
                    WHERE (p.pubupdate OR p.pubdelete) AND t.schemaname = n.nspname AND t.tablename = c.relname)
            """;

    private static final int COLUMNS = 10;

    private StateSql() {}

    /**
     * What is mostly little, in one statement: rows of a kind with up to ten texts. Collations are only those by which something is
     * sorted, as the server comes with hundreds. Whoever is no member of pg_monitor sees that a standby has a receiver, but not its
     * state.
     */
    static String others(Query query) {
        var parts = new ArrayList<String>();
        parts.add(part(
                "extension",
                "FROM pg_available_extensions WHERE installed_version <> default_version",
                "name",
                "installed_version",
                "default_version"));
        parts.add(subscriptions(query));
        parts.add(part(
                "collation",
                "FROM pg_collation c WHERE c.oid IN (SELECT unnest(indcollation) FROM pg_index)"
                        + " AND c.collversion <> pg_collation_actual_version(c.oid)",
                "c.collname",
                "c.collversion",
                "pg_collation_actual_version(c.oid)"));
        parts.add(part(
                "vacuum",
                "FROM pg_stat_progress_vacuum p LEFT JOIN pg_class c ON c.oid = p.relid"
                        + " LEFT JOIN pg_namespace n ON n.oid = c.relnamespace WHERE p.datname = current_database()",
                "p.pid",
                "n.nspname",
                "c.relname",
                "p.phase",
                "p.heap_blks_total",
                "p.heap_blks_scanned",
                "p.index_vacuum_count"));
        parts.add(part(
                "progress",
                ProgressSql.ROWS,
                "p.pid",
                "p.command",
                "n.nspname",
                "c.relname",
                "p.phase",
                "extract(epoch FROM clock_timestamp() - a.query_start)",
                "p.done",
                "p.total"));
        parts.add(part("published", WITHOUT_IDENTITY, "n.nspname", "c.relname"));
        parts.add(part(
                "standby",
                "WHERE pg_is_in_recovery()",
                "pg_is_wal_replay_paused()",
                "SELECT coalesce(status, 'running') FROM pg_stat_wal_receiver",
                "SELECT extract(epoch FROM clock_timestamp() - last_msg_receipt_time) FROM pg_stat_wal_receiver"));
        ofNewerVersions(query, parts);
        return "SELECT * FROM (" + String.join("\nUNION ALL ", parts)
                + ") AS o (kind, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10) ORDER BY kind, c1, c2, c3";
    }

    /** A database has a version of its collation since 15; pg_stat_io came with 16. */
    private static void ofNewerVersions(Query query, List<String> parts) {
        if (query.since(15)) {
            parts.add(part(
                    "collation",
                    "FROM pg_database d WHERE d.datname = current_database()"
                            + " AND d.datcollversion <> pg_database_collation_actual_version(d.oid)",
                    "'database ' || d.datname",
                    "d.datcollversion",
                    "pg_database_collation_actual_version(d.oid)"));
        }
        if (query.since(16)) {
            parts.add(part(
                    "io",
                    "FROM pg_stat_io GROUP BY backend_type, object, context HAVING sum(reads) > 0 OR sum(writes) > 0"
                            + " OR sum(hits) > 0 OR sum(fsyncs) > 0",
                    "backend_type",
                    "object",
                    "context",
                    "sum(reads)",
                    "sum(writes)",
                    "sum(hits)",
                    "sum(evictions)",
                    "sum(fsyncs)",
                    "sum(read_time)",
                    "sum(write_time)"));
        }
    }

    /** Errors are counted since 15. */
    private static String subscriptions(Query query) {
        var stats = query.since(15) ? "LEFT JOIN pg_stat_subscription_stats e ON e.subid = s.oid " : "";
        return part(
                "subscription",
                "FROM pg_subscription s " + stats
                        + "WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
                "s.subname",
                "s.subenabled",
                "EXISTS (SELECT FROM pg_stat_subscription w WHERE w.subid = s.oid AND w.relid IS NULL AND w.pid IS NOT NULL)",
                query.since(15, "e.apply_error_count"),
                query.since(15, "e.sync_error_count"),
                "SELECT count(*) FROM pg_subscription_rel r WHERE r.srsubid = s.oid AND r.srsubstate NOT IN ('r', 's')");
    }

    private static String part(String kind, String rest, String... columns) {
        var texts = Stream.concat(Arrays.stream(columns).map(c -> "(" + c + ")::text"), Stream.generate(() -> "NULL"))
                .limit(COLUMNS)
                .collect(Collectors.joining(", "));
        return "SELECT '" + kind + "', " + texts + " " + rest;
    }

    /** Checkpoints have a view of their own since 17, and writes of backends went to pg_stat_io with it. */
    static String counters(Query query) {
        return query.since(17)
                ? COUNTERS.replace(
                                "{checkpoints}",
                                "k.buffers_written::float8 AS buffers_checkpoint, k.write_time AS checkpoint_write_ms,"
                                        + " k.sync_time AS checkpoint_sync_ms")
                        .replace("{checkpointer}", "CROSS JOIN pg_stat_checkpointer k")
                : COUNTERS.replace(
                                "{checkpoints}",
                                "b.buffers_checkpoint::float8 AS buffers_checkpoint,"
                                        + " b.checkpoint_write_time AS checkpoint_write_ms,"
                                        + " b.checkpoint_sync_time AS checkpoint_sync_ms,"
                                        + " b.buffers_backend::float8 AS buffers_backend,"
                                        + " b.buffers_backend_fsync::float8 AS buffers_backend_fsync")
                        .replace("{checkpointer}", "");
    }
}
