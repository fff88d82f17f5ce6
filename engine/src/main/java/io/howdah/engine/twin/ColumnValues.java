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

    /** How common a value is. */
    enum Rank {
        COMMON,
        MEDIAN,
        RARE
    }

    private final List<String> common;
    private final List<Double> frequencies;
    private final List<String> bounds;
    private final List<String> elements;
    private final double nullFraction;

    ColumnValues(@Nullable ColumnStatistics statistics) {
        if (statistics == null) {
            common = List.of();
            frequencies = List.of();
            bounds = List.of();
            elements = List.of();
            nullFraction = 0;
            return;
        }
        common = ArrayText.elements(statistics.mostCommonValues());
        frequencies = ArrayText.elements(statistics.mostCommonFrequencies()).stream()
                .map(Double::valueOf)
                .toList();
        bounds = ArrayText.elements(statistics.histogramBounds());
        elements = ArrayText.elements(statistics.mostCommonElements());
        nullFraction = statistics.nullFraction();
    }

    /** Whether some values are more common than others. */
    boolean varies() {
        return !common.isEmpty();
    }

    /** How many values there are; more than any list holds where that is not known. */
    int distinct() {
        return bounds.isEmpty() && !common.isEmpty() ? common.size() : Integer.MAX_VALUE;
    }

    /** The share of the rows that a rank stands for; 0 where it would be the same value as another rank. */
    double weight(Rank rank) {
        double first = frequencies.isEmpty() ? 0 : frequencies.get(0);
        double all = frequencies.stream().mapToDouble(f -> f).sum();
        return switch (rank) {
            case COMMON -> common.isEmpty() ? 0 : bounds.isEmpty() && common.size() == 1 ? 1 : first;
            case MEDIAN -> common.size() < 3 ? 0 : Math.max(0, all - first - least());
            case RARE -> bounds.isEmpty() ? least() : Math.max(1e-6, 1 - all - nullFraction);
        };
    }

    /** Of the least common of the common values, where it has to stand for the rare ones. */
    private double least() {
        return bounds.isEmpty() && common.size() > 1 ? frequencies.get(frequencies.size() - 1) : 0;
    }

    /** A value of the rank; another one for each position, as lists need. */
    @Nullable
    String value(Rank rank, int position) {
        if (bounds.isEmpty() || (rank != Rank.RARE && !common.isEmpty())) {
            return common.isEmpty()
                    ? null
                    : common.get(Math.floorMod(start(rank) + position * step(rank), common.size()));
        }
        return bounds.get(Math.floorMod(bounds.size() / 2 + position * 7, bounds.size()));
    }

    /** Whether this is part of one bound of the histogram and of nothing else that the statistics tell of. */
    boolean isInOneBound(String part) {
        return bounds.stream().filter(bound -> bound.contains(part)).count() == 1
                && common.stream().noneMatch(value -> value.contains(part));
    }

    private int start(Rank rank) {
        return switch (rank) {
            case COMMON -> 0;
            case MEDIAN -> common.size() / 2;
            case RARE -> common.size() - 1;
        };
    }

    private static int step(Rank rank) {
        return rank == Rank.RARE ? -1 : 1;
    }

    /** A common element of the arrays. */
    @Nullable
    String element(Rank rank) {
        if (elements.isEmpty()) {
            return null;
        }
        return switch (rank) {
            case COMMON -> elements.get(0);
            case MEDIAN -> elements.get(elements.size() / 2);
            case RARE -> elements.get(elements.size() - 1);
        };
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
