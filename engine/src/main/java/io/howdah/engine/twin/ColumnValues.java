package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a column's statistics tell of.
 *
 * <p>A value is taken to be asked for as often as it occurs: a row is drawn, and its value is the parameter. So a value that
 * 90 % of the rows have gets 90 % of the weight.
 */
final class ColumnValues {

    /** Least weight of the values of the histogram. */
    private static final double LEAST = 1e-6;

    /** From one bound to the next that a list takes. */
    private static final int BOUND_STEP = 7;

    private static final int FEW = 20;

    private final List<String> common;
    private final List<String> bounds;
    private final List<Level> levels;
    private final List<Level> elementLevels;
    private final Quantiles quantiles;

    ColumnValues(@Nullable ColumnStatistics statistics) {
        if (statistics == null) {
            common = List.of();
            bounds = List.of();
            levels = List.of(Level.UNKNOWN);
            elementLevels = levels;
            quantiles = new Quantiles(List.of(), List.of(), List.of(), 0);
            return;
        }
        common = ArrayText.elements(statistics.mostCommonValues());
        bounds = ArrayText.elements(statistics.histogramBounds());
        var frequencies = numbers(statistics.mostCommonFrequencies());
        levels = levels(frequencies, statistics.nullFraction());
        quantiles = new Quantiles(common, frequencies, bounds, others(frequencies, statistics.nullFraction()));
        elementLevels = weighed(CommonLevels.of(
                ArrayText.elements(statistics.mostCommonElements()),
                numbers(statistics.mostCommonElementFrequencies())));
    }

    private static List<Double> numbers(@Nullable String array) {
        return ArrayText.elements(array).stream().map(Double::valueOf).toList();
    }

    private List<Level> levels(List<Double> frequencies, double nullFraction) {
        var all = new ArrayList<>(CommonLevels.of(common, frequencies));
        if (!bounds.isEmpty()) {
            all.add(new Level(bounds, bounds.size() / 2, BOUND_STEP, others(frequencies, nullFraction)));
        }
        return weighed(all);
    }

    private static double others(List<Double> frequencies, double nullFraction) {
        double common = frequencies.stream().mapToDouble(Double::doubleValue).sum();
        return Math.max(LEAST, 1 - nullFraction - common);
    }

    /** With weights that sum to 1. */
    private static List<Level> weighed(List<Level> some) {
        double sum = some.stream().mapToDouble(Level::weight).sum();
        return some.isEmpty()
                ? List.of(Level.UNKNOWN)
                : some.stream().map(l -> l.withWeight(l.weight() / sum)).toList();
    }

    /** From the most common values to those of the histogram; at least one, and their weights sum to 1. */
    List<Level> levels() {
        return levels;
    }

    /** Likewise of the elements of arrays. */
    List<Level> elementLevels() {
        return elementLevels;
    }

    /** Whether the values are few enough that each may mean something of its own, as states and flags do. */
    boolean isFew() {
        return bounds.isEmpty() && common.size() <= FEW;
    }

    /** How many values there are; more than any list holds where that is not known. */
    int distinct() {
        return bounds.isEmpty() && !common.isEmpty() ? common.size() : Integer.MAX_VALUE;
    }

    /** Whether this is part of one bound of the histogram and of nothing else that the statistics tell of. */
    boolean isInOneBound(String part) {
        return bounds.stream().filter(bound -> bound.contains(part)).count() == 1
                && common.stream().noneMatch(value -> value.contains(part));
    }

    /** The distribution of its rows. */
    Quantiles quantiles() {
        return quantiles;
    }
}
