package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the values of a column lie on a line, from its most common values and its histogram. Shares are of the rows that are not
 * null; between two bounds of the histogram the values are taken to lie evenly.
 */
final class Distribution {

    private final TreeMap<Double, Double> common = new TreeMap<>();
    private final double[] bounds;
    private final double commonShare;

    private Distribution(Map<Double, Double> common, double[] bounds) {
        this.common.putAll(common);
        this.bounds = bounds;
        this.commonShare =
                common.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Empty where the statistics have no values, or values that lie on no line. */
    static Optional<Distribution> of(ColumnStatistics statistics, LineType type) {
        try {
            var values = positions(statistics.mostCommonValues(), type);
            var frequencies = ArrayText.elements(statistics.mostCommonFrequencies());
            double present = Math.max(1e-9, 1 - statistics.nullFraction());
            var common = new TreeMap<Double, Double>();
            for (int i = 0; i < values.length && i < frequencies.size(); i++) {
                common.merge(values[i], Double.parseDouble(frequencies.get(i)) / present, Double::sum);
            }
            var bounds = positions(statistics.histogramBounds(), type);
            Arrays.sort(bounds);
            return common.isEmpty() && bounds.length == 0
                    ? Optional.empty()
                    : Optional.of(new Distribution(common, bounds));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static double[] positions(@org.jspecify.annotations.Nullable String array, LineType type) {
        List<String> values = ArrayText.elements(array);
        return values.stream()
                .mapToDouble(type::position)
                .filter(Double::isFinite)
                .toArray();
    }

    double smallest() {
        double first = bounds.length == 0 ? Double.POSITIVE_INFINITY : bounds[0];
        return common.isEmpty() ? first : Math.min(first, common.firstKey());
    }

    double largest() {
        double last = bounds.length == 0 ? Double.NEGATIVE_INFINITY : bounds[bounds.length - 1];
        return common.isEmpty() ? last : Math.max(last, common.lastKey());
    }

    /** Share of the rows with values in {@code [from, to)}. */
    double share(double from, double to) {
        double between = common.subMap(from, true, to, false).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return between + Math.max(0, 1 - commonShare) * (histogramBelow(to) - histogramBelow(from));
    }

    /** Share of the values of the histogram that are smaller. */
    double histogramBelow(double position) {
        if (bounds.length < 2) {
            return bounds.length == 1 && bounds[0] < position ? 1 : 0;
        }
        int at = Arrays.binarySearch(bounds, position);
        if (at >= 0) {
            return (double) at / (bounds.length - 1);
        }
        int above = -at - 1;
        if (above == 0 || above == bounds.length) {
            return above == 0 ? 0 : 1;
        }
        double within = (position - bounds[above - 1]) / (bounds[above] - bounds[above - 1]);
        return (above - 1 + within) / (bounds.length - 1);
    }
}
