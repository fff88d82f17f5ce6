package io.howdah.engine.read;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.BlockSample;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.OptionalDouble;

/** Columns of large tables that follow the table's order, whose {@code n_distinct} ANALYZE may have put far too low. */
final class ClusteredColumns {

    /** A column is looked at from this correlation on. */
    private static final double LEAST = 0.9;

    /** From here on equal values are taken to lie next to each other, even where nobody looked. */
    private static final double CERTAIN = 0.9999;

    /** Repetition among neighbours that is no chance. */
    private static final double REPEATED = 1.1;

    /** How much larger a count may be than what ANALYZE's own number allows for: values that come unevenly often. */
    private static final double BEYOND = 2.5;

    /** Most common values that make up more than this share of the rows are no even repetition. */
    private static final double MOST_COMMON = 0.2;

    private static final int WIDEST = 100;

    private final Catalog catalog;

    ClusteredColumns(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The columns that ANALYZE may have gone wrong on. */
    List<Column> of(Relation table) {
        boolean stored = table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.MATERIALIZED_VIEW;
        var sample = BlockSample.of(catalog, table);
        return stored && sample.isPart()
                ? table.columns().stream().filter(c -> isSuspect(sample, c)).toList()
                : List.of();
    }

    private static boolean isSuspect(BlockSample sample, Column column) {
        var statistics = column.statistics();
        if (statistics == null || statistics.inherited() || statistics.averageWidth() > WIDEST) {
            return false;
        }
        double common = ArrayText.elements(statistics.mostCommonFrequencies()).stream()
                .mapToDouble(Double::parseDouble)
                .sum();
        return correlation(statistics) >= LEAST
                && common <= MOST_COMMON
                && sample.clustered(statistics).isPresent();
    }

    private static double correlation(ColumnStatistics statistics) {
        var correlation = statistics.correlation();
        return correlation == null ? 0 : Math.abs(correlation);
    }

    /** The column as far as the statistics themselves tell. */
    Column corrected(Relation table, Column column) {
        var statistics = column.statistics();
        if (statistics == null || correlation(statistics) < CERTAIN) {
            return column;
        }
        var sample = BlockSample.of(catalog, table);
        return with(table, column, statistics, sample.clustered(statistics));
    }

    /**
     * The column after neighbours were counted.
     *
     * @param share of the neighbours that differ
     */
    Column counted(Relation table, Column column, double share) {
        var statistics = column.statistics();
        if (statistics == null) {
            return column;
        }
        var sample = BlockSample.of(catalog, table);
        double count = share * sample.rows() * (1 - statistics.nullFraction());
        double highest = BEYOND * sample.clustered(statistics).orElse(0);
        boolean near = share <= 1 / REPEATED || correlation(statistics) >= CERTAIN;
        boolean likely = near && count <= highest && count > statistics.distinctAmong(sample.rows());
        return with(table, column, statistics, likely ? OptionalDouble.of(count) : OptionalDouble.empty());
    }

    private Column with(Relation table, Column column, ColumnStatistics statistics, OptionalDouble distinct) {
        if (distinct.isEmpty()) {
            return column.with(statistics.withClusteredDistinct(null));
        }
        double count = Math.min(distinct.getAsDouble(), referenced(table, column));
        return count <= statistics.distinctAmong(table.tuples())
                ? column.with(statistics.withClusteredDistinct(null))
                : column.with(statistics.withClusteredDistinct(
                        BlockSample.of(catalog, table).stated(count)));
    }

    /** A foreign key has no more values than the table that it refers to has rows. */
    private double referenced(Relation table, Column column) {
        double least = Double.MAX_VALUE;
        for (Constraint constraint : table.constraints()) {
            var referenced = constraint.referenced();
            if (referenced != null && constraint.columns().equals(List.of(column.name()))) {
                double rows = catalog.relation(referenced)
                        .map(Relation::estimatedRows)
                        .orElse(0.0);
                least = rows > 0 ? Math.min(least, rows) : least;
            }
        }
        return least;
    }
}
