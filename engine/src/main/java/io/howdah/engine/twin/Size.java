package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * What the planner is to believe about a table's or an index's size.
 *
 * @param pages blocks of the main fork now; the planner asks the file
 * @param statisticsPages {@code relpages}, of the time of {@code tuples}
 * @param tuples {@code reltuples}; -1 where it is not known
 * @param height level of a B-tree's root; null where it is none, or an empty one
 */
record Size(
        QualifiedName name,
        long pages,
        long statisticsPages,
        double tuples,
        long allVisible,
        @Nullable Integer height) {

    /** At so many times as many rows; the pages' density stays. */
    Size times(double factor, @Nullable Integer newHeight) {
        return new Size(
                name,
                Math.max(1, Math.round(pages * factor)),
                Math.max(1, Math.round(statisticsPages * factor)),
                tuples * factor,
                Math.round(allVisible * factor),
                newHeight);
    }

    /** The planner's own estimate: the density of the statistics times the present pages. */
    double rowsNow() {
        return statisticsPages <= 0 ? Math.max(0, tuples) : Math.max(0, tuples) / statisticsPages * pages;
    }
}
