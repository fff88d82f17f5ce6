package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Tells from a column's statistics which keys a GIN index on it would have.
 *
 * <p>Of arrays and documents the statistics count the common elements. Of everything else the most common values and the
 * histogram's bounds are some hundred values of real rows: their keys are taken out as the operator class would. How many keys
 * there are that occur too seldom to be seen {@link GinFamily} estimates.
 */
final class GinStatistics {

    /** The common elements of an array are followed by their smallest and largest frequency and that of nulls. */
    private static final double SMALLEST_TAIL = 0.02;

    private static final int STEPS = 24;

    private final double rows;

    GinStatistics(double rows) {
        this.rows = Math.max(1, rows);
    }

    /** One key a row: a scalar column under btree_gin. */
    GinKeys scalar(KeyColumn column) {
        var groups = new ArrayList<GinKeys.Group>();
        double left = rows * (1 - column.nullFraction());
        double distinct = column.distinct();
        double width = column.length() > 0 ? column.length() : column.averageWidth();
        for (double frequency : column.commonFrequencies()) {
            groups.add(new GinKeys.Group(1, frequency * rows, width));
            left -= frequency * rows;
            distinct--;
        }
        if (left >= 1) {
            double keys = Math.max(1, Math.min(distinct, left));
            groups.add(new GinKeys.Group(keys, left / keys, width));
        }
        return new GinKeys(groups, false);
    }

    /** Elements as counted by ANALYZE; those that it did not keep follow the fall of those that it did. */
    GinKeys elements(ColumnStatistics statistics, int length) {
        var names = ArrayText.elements(statistics.mostCommonElements());
        var frequencies = ArrayText.elements(statistics.mostCommonElementFrequencies()).stream()
                .map(Double::valueOf)
                .limit(names.size())
                .toList();
        double nonNull = rows * (1 - statistics.nullFraction());
        double average = averageElements(statistics, names, frequencies);
        double sum = frequencies.stream().mapToDouble(f -> f).sum();
        var groups = new ArrayList<GinKeys.Group>();
        double width = 0;
        for (int i = 0; i < frequencies.size(); i++) {
            double own = length > 0 ? length : GinExtract.text(names.get(i));
            width += own / frequencies.size();
            groups.add(new GinKeys.Group(1, Math.max(1, frequencies.get(i) * nonNull), own));
        }
        if (average - sum > SMALLEST_TAIL * average) {
            tail(groups, frequencies, (average - sum) * nonNull, Math.max(4, width));
        }
        return new GinKeys(groups, false);
    }

    /** Different elements of a row: counted for arrays; for documents from their width, of which each word takes 8 bytes more. */
    private static double averageElements(ColumnStatistics statistics, List<String> names, List<Double> frequencies) {
        var counts = ArrayText.elements(statistics.elementCountHistogram());
        if (!counts.isEmpty()) {
            return Double.parseDouble(counts.get(counts.size() - 1));
        }
        double letters = 0;
        double seen = 0;
        for (int i = 0; i < frequencies.size(); i++) {
            letters += frequencies.get(i) * names.get(i).length();
            seen += frequencies.get(i);
        }
        double word = seen == 0 ? 6 : letters / seen;
        return Math.max(seen, (statistics.averageWidth() - 8) / (word + 8.5));
    }

    /** A power law through the rarer half of the known ones, in groups of doubling size until all items are placed. */
    private static void tail(List<GinKeys.Group> into, List<Double> sorted, double items, double width) {
        var known = sorted.stream().sorted((a, b) -> Double.compare(b, a)).toList();
        int last = known.size();
        if (last < 8) {
            into.add(new GinKeys.Group(Math.max(1, items / 2), 2, width));
            return;
        }
        double fall = Math.log(known.get(last / 2) / known.get(last - 1)) / Math.log(2);
        double exponent = Math.min(2, Math.max(0.1, fall));
        double least = into.stream().mapToDouble(GinKeys.Group::rows).min().orElse(2);
        double left = items;
        double rank = last;
        for (int step = 0; step < STEPS && left > 1; step++) {
            double each = Math.max(1, least * Math.pow(last / (rank * 1.5), exponent));
            double keys = Math.max(1, Math.min(rank, left / each));
            into.add(new GinKeys.Group(keys, each, width));
            left -= keys * each;
            rank *= 2;
        }
    }

    /** Keys of the values that the statistics show. */
    GinKeys sampled(ColumnStatistics statistics, GinExtract extract) {
        var families = new HashMap<String, GinFamily>();
        var common = ArrayText.elements(statistics.mostCommonValues());
        var frequencies = ArrayText.elements(statistics.mostCommonFrequencies());
        double left = 1 - statistics.nullFraction();
        for (int i = 0; i < Math.min(common.size(), frequencies.size()); i++) {
            double frequency = Double.parseDouble(frequencies.get(i));
            left -= frequency;
            extract.keys(common.get(i))
                    .forEach((name, key) -> families.computeIfAbsent(key.family(), f -> new GinFamily())
                            .common(name, key.width(), frequency));
        }
        var values = ArrayText.elements(statistics.histogramBounds());
        for (String value : values) {
            extract.keys(value)
                    .forEach((name, key) -> families.computeIfAbsent(key.family(), f -> new GinFamily())
                            .seen(name, key.width()));
        }
        double each = values.isEmpty() ? 0 : Math.max(0, left) / values.size() * rows;
        var groups = families.values().stream()
                .flatMap(f -> f.groups(rows, each).stream())
                .toList();
        return new GinKeys(groups, groups.isEmpty());
    }

    /** Where only the width is known: an element for each 16 bytes, each in ten rows. */
    GinKeys rough(double width, int length) {
        double items = rows * Math.max(1, width / 16);
        return new GinKeys(List.of(new GinKeys.Group(Math.max(1, items / 10), 10, length > 0 ? length : 8)), true);
    }
}
