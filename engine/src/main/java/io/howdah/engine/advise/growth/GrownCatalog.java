package io.howdah.engine.advise.growth;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.List;

/**
 * A catalog as it would be read after tables have grown.
 *
 * <p>Tables and their indexes keep their density. A number of distinct values that the statistics state as a share of the rows
 * grows by itself; one that they state as a number stays, but for columns of a foreign key, which grow with the table referred
 * to. A column of times that follows the table's order is taken to reach further back: the newest rows stay as new and as many
 * a day as they are, so that a query for the last week finds what it finds
 * today, and there are as many more different days. Most common values stay as frequent.
 */
public final class GrownCatalog {

    /** Rows come in the order of the column. */
    private static final double IN_ORDER = 0.9;

    private final Growth growth;

    private GrownCatalog(Growth growth) {
        this.growth = growth;
    }

    public static Catalog of(Catalog catalog, Growth growth) {
        var grown = new GrownCatalog(growth);
        var relations = catalog.relations().stream().map(grown::relation).toList();
        long more = sum(relations) - sum(catalog.relations());
        return catalog.withRelations(relations).withBytes(Math.max(0, catalog.databaseBytes() + more));
    }

    private static long sum(List<Relation> relations) {
        return relations.stream()
                .mapToLong(r -> r.heapBytes()
                        + r.toastBytes()
                        + r.indexes().stream().mapToLong(i -> i.sizeBytes()).sum())
                .sum();
    }

    private Relation relation(Relation relation) {
        double factor = growth.factor(relation.name());
        var columns = relation.columns().stream()
                .map(c -> column(relation, c, factor))
                .toList();
        var indexes = relation.indexes().stream().map(i -> i.grown(factor)).toList();
        return factor == 1 ? relation : relation.grown(factor, columns, indexes);
    }

    private Column column(Relation relation, Column column, double factor) {
        var statistics = column.statistics();
        if (statistics == null || factor == 1) {
            return column;
        }
        if (follows(statistics) && TimeHistogram.isTime(column)) {
            return TimeHistogram.reachingBack(column, statistics, factor);
        }
        if (statistics.distinct() > 0) {
            double more = referenced(relation, column.name());
            return more == 1 ? column : column.with(statistics.withDistinct(Math.max(1, statistics.distinct() * more)));
        }
        return column;
    }

    private static boolean follows(ColumnStatistics statistics) {
        var correlation = statistics.correlation();
        return correlation != null && correlation >= IN_ORDER;
    }

    /** By how much the table grows that the column's foreign key refers to; 1 for others. */
    private double referenced(Relation relation, String column) {
        for (Constraint key : relation.constraints()) {
            var referenced = key.referenced();
            if (referenced != null && key.columns().contains(column)) {
                return growth.factor(referenced);
            }
        }
        return 1;
    }
}
