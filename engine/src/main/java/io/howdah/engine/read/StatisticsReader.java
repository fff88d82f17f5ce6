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
 * <p>Where a table has both, the row that covers its children stands for it: that is the one the planner uses when the
 * table is named without ONLY.
 */
final class StatisticsReader {

    /** Statistics by relation (table or index) and column. */
    private final Map<QualifiedName, Map<String, ColumnStatistics>> byRelation = new HashMap<>();

    private StatisticsReader() {}

    static StatisticsReader read(Query query, boolean byFunction) throws SQLException {
        var reader = new StatisticsReader();
        query.each(byFunction ? "SELECT * FROM howdah.column_statistics()" : viewSql(query), reader::add);
        return reader;
    }

    private static String viewSql(Query query) {
        return """
            SELECT schemaname, tablename, attname, inherited, null_frac, avg_width, n_distinct,
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
        columns.merge(row.text("attname"), statistics, (one, other) -> one.inherited() ? one : other);
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
