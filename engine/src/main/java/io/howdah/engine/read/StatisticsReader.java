package io.howdah.engine.read;

import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                    {lengths}::text AS lengths, {empty}[1] AS empty_frac, {bounds}::text AS bounds
               FROM pg_catalog.pg_statistic t
               JOIN pg_catalog.pg_class c ON c.oid = t.starelid
               JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = t.staattnum
              WHERE 6 IN (stakind1, stakind2, stakind3, stakind4, stakind5))""".replace("{lengths}", slot("stavalues", 6))
            .replace("{empty}", slot("stanumbers", 6))
            .replace("{bounds}", slot("stavalues", 7));

    /**
     * What {@code pg_stats} shows superusers, by its own definition (system_views.sql). The view asks for the right to read of
     * every column that there is, statistics or none, before anything else.
     */
    private static final String DIRECT = """
            SELECT n.nspname AS schemaname, c.relname AS tablename, a.attname, t.stainherit AS inherited,
                   t.stanullfrac AS null_frac, t.stawidth AS avg_width, t.stadistinct AS n_distinct,
                   %s::text AS most_common_vals, %s::text AS most_common_freqs, %s::text AS histogram_bounds,
                   %s[1] AS correlation, %s::text AS most_common_elems, %s::text AS most_common_elem_freqs,
                   %s::text AS elem_count_histogram, %s::text AS range_length_histogram, %s[1] AS range_empty_frac,
                   %s::text AS range_bounds_histogram
              FROM pg_statistic t
              JOIN pg_class c ON c.oid = t.starelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = t.staattnum
             WHERE NOT a.attisdropped AND %s
            """.formatted(
                    slot("stavalues", 1),
                    slot("stanumbers", 1),
                    slot("stavalues", 2),
                    slot("stanumbers", 3),
                    slot("stavalues", 4),
                    slot("stanumbers", 4),
                    slot("stanumbers", 5),
                    slot("stavalues", 6),
                    slot("stanumbers", 6),
                    slot("stavalues", 7),
                    Visible.SCHEMA);

    /** The one of five slots that holds statistics of a kind (pg_statistic.h). */
    private static String slot(String column, int kind) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(i -> "WHEN stakind" + i + " THEN " + column + i)
                .collect(Collectors.joining(" ", "(CASE " + kind + " ", " END)"));
    }

    static StatisticsReader read(Query query, boolean byFunction, boolean superuser) throws SQLException {
        var reader = new StatisticsReader();
        query.each(byFunction ? "SELECT * FROM howdah.column_statistics()" : sql(query, superuser), reader::add);
        return reader;
    }

    /** Ranges' statistics are shown since 17. */
    private static String sql(Query query, boolean superuser) {
        return superuser
                ? DIRECT
                : """
                SELECT n.schemaname, n.tablename, n.attname, n.inherited, n.null_frac, n.avg_width, n.n_distinct,
                       most_common_vals::text, most_common_freqs::text, histogram_bounds::text, correlation,
                       most_common_elems::text, most_common_elem_freqs::text, elem_count_histogram::text,
                       %s AS range_length_histogram, %s AS range_empty_frac, %s AS range_bounds_histogram
                  FROM pg_stats n
                 WHERE %s
                """.formatted(
                                query.since(17, "range_length_histogram::text"),
                                query.since(17, "range_empty_frac"),
                                query.since(17, "range_bounds_histogram::text"),
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
