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
 * @param clusteredDistinct the same, corrected for equal values that lie next to each other, which ANALYZE underestimates where
 *     it reads a part of the blocks; for sizes only, as the planner goes by what ANALYZE wrote; null where nothing is to correct
 * @param ownRows statistics of the table's own rows, which the planner takes for ONLY, where these cover the children too and both
 *     are there
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
        @Nullable String rangeBoundsHistogram,
        @Nullable Double clusteredDistinct,
        @Nullable ColumnStatistics ownRows) {

    /** Statistics as ANALYZE left them. */
    public ColumnStatistics(
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
        this(
                inherited,
                nullFraction,
                averageWidth,
                distinct,
                mostCommonValues,
                mostCommonFrequencies,
                histogramBounds,
                correlation,
                mostCommonElements,
                mostCommonElementFrequencies,
                elementCountHistogram,
                rangeLengthHistogram,
                rangeEmptyFraction,
                rangeBoundsHistogram,
                null);
    }

    /** Statistics that stand alone. */
    public ColumnStatistics(
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
            @Nullable String rangeBoundsHistogram,
            @Nullable Double clusteredDistinct) {
        this(
                inherited,
                nullFraction,
                averageWidth,
                distinct,
                mostCommonValues,
                mostCommonFrequencies,
                histogramBounds,
                correlation,
                mostCommonElements,
                mostCommonElementFrequencies,
                elementCountHistogram,
                rangeLengthHistogram,
                rangeEmptyFraction,
                rangeBoundsHistogram,
                clusteredDistinct,
                null);
    }

    /** Distinct values among so many rows, as the planner believes. */
    public double distinctAmong(double rows) {
        return among(distinct, rows);
    }

    /** Distinct values among so many rows as an index holds them: corrected where that could be done. */
    public double storedDistinctAmong(double rows) {
        return among(clusteredDistinct == null ? distinct : clusteredDistinct, rows);
    }

    private static double among(double stated, double rows) {
        return stated >= 0 ? stated : Math.max(1, -stated * rows);
    }

    /** The same with another number of distinct values; a correction stays in proportion to it. */
    public ColumnStatistics withDistinct(double other) {
        var clustered = clusteredDistinct;
        if (clustered != null && clustered > 0 && distinct > 0 && other > 0) {
            clustered = clustered * other / distinct;
        }
        return with(other, histogramBounds, clustered, ownRows);
    }

    /** The same with other bounds of the histogram. */
    public ColumnStatistics withHistogram(String bounds) {
        return with(distinct, bounds, clusteredDistinct, ownRows);
    }

    /** The same with another correction. */
    public ColumnStatistics withClusteredDistinct(@Nullable Double corrected) {
        return with(distinct, histogramBounds, corrected, ownRows);
    }

    /** The same of a table with children, beside those of its own rows. */
    public ColumnStatistics withOwnRows(ColumnStatistics own) {
        return with(distinct, histogramBounds, clusteredDistinct, own);
    }

    private ColumnStatistics with(
            double newDistinct,
            @Nullable String newBounds,
            @Nullable Double newClustered,
            @Nullable ColumnStatistics newOwnRows) {
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
                rangeBoundsHistogram,
                newClustered,
                newOwnRows);
    }
}
