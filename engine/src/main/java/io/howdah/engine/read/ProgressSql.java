package io.howdah.engine.read;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the views of progress say of this database, as one set of rows. */
final class ProgressSql {

    /** Rows of sessions that the role may not look at have no phase. */
    static final String ROWS = "FROM ("
            + Stream.of(
                            view("vacuum", "'VACUUM'", "phase", "heap_blks_scanned", "heap_blks_total"),
                            view("analyze", "'ANALYZE'", "phase", "sample_blks_scanned", "sample_blks_total"),
                            view(
                                    "create_index",
                                    "command",
                                    "phase",
                                    "CASE WHEN blocks_total > 0 THEN blocks_done ELSE tuples_done END",
                                    "CASE WHEN blocks_total > 0 THEN blocks_total ELSE tuples_total END"),
                            view("cluster", "command", "phase", "heap_blks_scanned", "heap_blks_total"),
                            view("copy", "command", "'copying'", "bytes_processed", "bytes_total"))
                    .collect(Collectors.joining(" UNION ALL "))
            + ") p JOIN pg_stat_activity a ON a.pid = p.pid LEFT JOIN pg_class c ON c.oid = p.relid"
            + " LEFT JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE p.command IS NOT NULL AND p.phase IS NOT NULL AND a.query_start IS NOT NULL";

    private ProgressSql() {}

    private static String view(String name, String command, String phase, String done, String total) {
        return "SELECT pid, %s AS command, relid, %s AS phase, coalesce(%s, 0) AS done, coalesce(%s, 0) AS total"
                        .formatted(command, phase, done, total)
                + " FROM pg_stat_progress_" + name + " WHERE datname = current_database()";
    }
}
