package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the calls that restore statistics (manual, section 9.28.10, table 9.107). */
final class StatisticsWriter {

    /** A call, and whose statistics it restores. */
    record Call(String what, String sql) {}

    private StatisticsWriter() {}

    /** Columns and index expressions of the relation. */
    static List<Call> attributes(Relation relation) {
        var calls = new ArrayList<Call>();
        for (Column column : relation.columns()) {
            var statistics = column.statistics();
            if (statistics != null) {
                calls.add(column(relation.name(), column.name(), statistics));
            }
        }
        for (Index index : relation.indexes()) {
            if (index.valid()) {
                index.expressionStatistics()
                        .forEach((position, statistics) -> calls.add(expression(index.name(), position, statistics)));
            }
        }
        return calls;
    }

    static Call column(QualifiedName relation, String column, ColumnStatistics statistics) {
        return new Call(relation + "." + column, call(relation, "'attname', " + Name.literal(column), statistics));
    }

    private static Call expression(QualifiedName index, int position, ColumnStatistics statistics) {
        return new Call(
                "expression " + position + " of " + index, call(index, "'attnum', " + position + "::int2", statistics));
    }

    static Call relation(QualifiedName name, long pages, double tuples, long allVisible) {
        return new Call(
                name.toString(),
                "pg_catalog.pg_restore_relation_stats(" + target(name) + ", 'relpages', " + pages
                        + "::int4, 'reltuples', '" + (float) tuples + "'::real, 'relallvisible', " + allVisible
                        + "::int4)");
    }

    private static String target(QualifiedName name) {
        return "'schemaname', " + Name.literal(name.schema()) + ", 'relname', " + Name.literal(name.name());
    }

    private static String call(QualifiedName relation, String attribute, ColumnStatistics statistics) {
        var text = new StringBuilder("pg_catalog.pg_restore_attribute_stats(")
                .append(target(relation))
                .append(", ")
                .append(attribute)
                .append(", 'inherited', ")
                .append(statistics.inherited());
        put(text, "null_frac", (float) statistics.nullFraction(), "real");
        put(text, "avg_width", statistics.averageWidth(), "int4");
        put(text, "n_distinct", (float) statistics.distinct(), "real");
        put(text, "most_common_vals", statistics.mostCommonValues(), "text");
        put(text, "most_common_freqs", statistics.mostCommonFrequencies(), "real[]");
        put(text, "histogram_bounds", statistics.histogramBounds(), "text");
        put(text, "correlation", real(statistics.correlation()), "real");
        put(text, "most_common_elems", statistics.mostCommonElements(), "text");
        put(text, "most_common_elem_freqs", statistics.mostCommonElementFrequencies(), "real[]");
        put(text, "elem_count_histogram", statistics.elementCountHistogram(), "real[]");
        put(text, "range_length_histogram", statistics.rangeLengthHistogram(), "text");
        put(text, "range_empty_frac", real(statistics.rangeEmptyFraction()), "real");
        put(text, "range_bounds_histogram", statistics.rangeBoundsHistogram(), "text");
        return text.append(')').toString();
    }

    private static @Nullable Float real(@Nullable Double value) {
        return value == null ? null : value.floatValue();
    }

    private static void put(StringBuilder text, String name, @Nullable Object value, String type) {
        if (value != null) {
            text.append(", '")
                    .append(name)
                    .append("', ")
                    .append(Name.literal(value.toString()))
                    .append("::")
                    .append(type);
        }
    }
}
