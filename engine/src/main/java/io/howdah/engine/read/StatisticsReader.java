package io.howdah.engine.read;

import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code pg_stats}, or what the function {@code howdah.column_statistics()} of {@link Grants} shows of it.
 *
 * <p>Where a table has both, the row that covers its children comes first: that is the one the planner uses when the table is
 * named without ONLY.
 */
final class StatisticsReader {

    /** Statistics by relation (table or index) and column. */
    private final Map<QualifiedName, Map<String, ColumnStatistics>> byRelation = new HashMap<>();

    private StatisticsReader() {}

    /** Whether a row of {@link #RANGES} belongs to the row {@code s} of {@code pg_stats}. */
    static final String SAME = "r.nspname = s.schemaname AND r.relname = s.tablename AND r.attname = s.attname"
            + " AND r.stainherit = s.inherited";

    /**
     * Statistics of ranges as {@code pg_stats} shows them from 17 on, out of {@code pg_statistic}, which only superusers read.
     * Kinds 6 and 7: pg_statistic.h.
     */
    static final String RANGES = """
            (SELECT n.nspname, c.relname, a.attname, t.stainherit,
                    (CASE 6 WHEN stakind1 THEN stavalues1 WHEN stakind2 THEN stavalues2 WHEN stakind3 THEN stavalues3
                            WHEN stakind4 THEN stavalues4 WHEN stakind5 THEN stavalues5 END)::text AS lengths,
                    (CASE 6 WHEN stakind1 THEN stanumbers1 WHEN stakind2 THEN stanumbers2 WHEN stakind3 THEN stanumbers3
                            WHEN stakind4 THEN stanumbers4 WHEN stakind5 THEN stanumbers5 END)[1] AS empty_frac,
                    (CASE 7 WHEN stakind1 THEN stavalues1 WHEN stakind2 THEN stavalues2 WHEN stakind3 THEN stavalues3
                            WHEN stakind4 THEN stavalues4 WHEN stakind5 THEN stavalues5 END)::text AS bounds
               FROM pg_catalog.pg_statistic t
               JOIN pg_catalog.pg_class c ON c.oid = t.starelid
               JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = t.staattnum
              WHERE 6 IN (stakind1, stakind2, stakind3, stakind4, stakind5))""";

    static StatisticsReader read(Query query, boolean byFunction, boolean superuser) throws SQLException {
        var reader = new StatisticsReader();
        query.each(byFunction ? "SELECT * FROM howdah.column_statistics()" : viewSql(query, superuser), reader::add);
        return reader;
    }

    private static String viewSql(Query query, boolean superuser) {
        boolean shown = query.since(17);
        boolean read = !shown && superuser;
        return """
            SELECT n.schemaname, n.tablename, n.attname, n.inherited, n.null_frac, n.avg_width, n.n_distinct,
                   most_common_vals::text, most_common_freqs::text, histogram_bounds::text, correlation,
                   most_common_elems::text, most_common_elem_freqs::text, elem_count_histogram::text,
                   %s AS range_length_histogram, %s AS range_empty_frac, %s AS range_bounds_histogram
              FROM pg_stats n %s
             WHERE %s
            """.formatted(
                        shown ? "range_length_histogram::text" : read ? "r.lengths" : "NULL",
                        shown ? "range_empty_frac" : read ? "r.empty_frac" : "NULL",
                        shown ? "range_bounds_histogram::text" : read ? "r.bounds" : "NULL",
                        read ? "LEFT JOIN " + RANGES + " r ON " + SAME.replace("s.", "n.") : "",
                        Visible.SCHEMA.replace("n.nspname", "n.schemaname"));
    }

    private void add(Row row) throws SQLException {
        var columns = byRelation.computeIfAbsent(row.name("schemaname", "tablename"), name -> new HashMap<>());
        var statistics = statistics(row);
        columns.merge(
                row.text("attname"),
                statistics,
                (one, other) -> one.inherited() ? one.withOwnRows(other) : other.withOwnRows(one));
    }

    private static ColumnStatistics statistics(Row row) throws SQLException {
        return new ColumnStatistics(
                row.flag("inherited"),
                row.real("null_frac"),
                row.integer("avg_width"),
                row.real("n_distinct"),
                row.textOrNull("most_common_vals"),
                row.textOrNull("most_common_freqs"),
                row.textOrNull("histogram_bounds"),
                row.realOrNull("correlation"),
                row.textOrNull("most_common_elems"),
                row.textOrNull("most_common_elem_freqs"),
                row.textOrNull("elem_count_histogram"),
                row.textOrNull("range_length_histogram"),
                row.realOrNull("range_empty_frac"),
                row.textOrNull("range_bounds_histogram"));
    }

    @Nullable
    ColumnStatistics of(QualifiedName relation, String column) {
        return byRelation.getOrDefault(relation, Map.of()).get(column);
    }

    boolean knows(QualifiedName relation) {
        return byRelation.containsKey(relation);
    }
}
