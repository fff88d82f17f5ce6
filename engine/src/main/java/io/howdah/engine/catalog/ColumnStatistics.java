package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code pg_stats}. Values stand as the text of an array of the column's type, the form in which
 * {@code pg_restore_attribute_stats} takes them; {@link ArrayText} reads them.
 *
 * @param inherited whether it covers the children too
 * @param nullFraction share of nulls, 0 to 1
 * @param averageWidth bytes
 * @param distinct {@code n_distinct}: a number, or negative the share of the rows that are distinct
 */
public record ColumnStatistics(
        boolean inherited,
        double nullFraction,
        int averageWidth,
        double distinct,
        @Nullable String mostCommonValues,
        @Nullable String mostCommonFrequencies,
        @Nullable String histogramBounds,
        @Nullable Double correlation,
        @Nullable String mostCommonElements,
        @Nullable String mostCommonElementFrequencies,
        @Nullable String elementCountHistogram,
        @Nullable String rangeLengthHistogram,
        @Nullable Double rangeEmptyFraction,
        @Nullable String rangeBoundsHistogram) {

    /** Distinct values among so many rows. */
    public double distinctAmong(double rows) {
        return distinct >= 0 ? distinct : Math.max(1, -distinct * rows);
    }

    /** The same with another number of distinct values. */
    public ColumnStatistics withDistinct(double other) {
        return with(other, histogramBounds);
    }

    /** The same with other bounds of the histogram. */
    public ColumnStatistics withHistogram(String bounds) {
        return with(distinct, bounds);
    }

    private ColumnStatistics with(double newDistinct, @Nullable String newBounds) {
        return new ColumnStatistics(
                inherited,
                nullFraction,
                averageWidth,
                newDistinct,
                mostCommonValues,
                mostCommonFrequencies,
                newBounds,
                correlation,
                mostCommonElements,
                mostCommonElementFrequencies,
                elementCountHistogram,
                rangeLengthHistogram,
                rangeEmptyFraction,
                rangeBoundsHistogram);
    }
}
