package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import java.util.ArrayList;
import java.util.Comparator;
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

    ColumnValues(@Nullable ColumnStatistics statistics) {
        if (statistics == null) {
            common = List.of();
            bounds = List.of();
            levels = List.of(Level.UNKNOWN);
            elementLevels = levels;
            return;
        }
        common = ArrayText.elements(statistics.mostCommonValues());
        bounds = ArrayText.elements(statistics.histogramBounds());
        levels = levels(numbers(statistics.mostCommonFrequencies()), statistics.nullFraction());
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
            double others =
                    1 - nullFraction - all.stream().mapToDouble(Level::weight).sum();
            all.add(new Level(bounds, bounds.size() / 2, BOUND_STEP, Math.max(LEAST, others)));
        }
        return weighed(all);
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

    /** Two neighbouring values between which so large a share of the rows lies below, and how far on from the first to the second. */
    @Nullable
    Between quantile(double share) {
        var sorted = bounds.isEmpty() ? sortedCommon() : bounds;
        if (sorted.isEmpty()) {
            return null;
        }
        double at = Math.min(1, Math.max(0, share)) * (sorted.size() - 1);
        int below = Math.min((int) at, Math.max(0, sorted.size() - 2));
        return new Between(sorted.get(below), sorted.get(Math.min(below + 1, sorted.size() - 1)), at - below);
    }

    /** A place between two values. */
    record Between(String low, String high, double fraction) {

        String nearest() {
            return fraction < 0.5 ? low : high;
        }
    }

    private List<String> sortedCommon() {
        var sorted = new ArrayList<>(common);
        sorted.sort(Comparator.comparingDouble(ColumnValues::number).thenComparing(Comparator.naturalOrder()));
        return sorted;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
