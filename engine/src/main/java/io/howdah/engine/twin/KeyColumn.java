package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of an index: how wide its values are and how often they repeat.
 *
 * @param length {@code attlen} of the index's column
 * @param alignment in bytes
 * @param nullFraction among the indexed rows
 * @param distinct number of different values among the indexed rows
 * @param widths stored widths of typical values, header included; empty where only the average is known
 * @param commonFrequencies of the most common values
 */
record KeyColumn(
        int length,
        int alignment,
        double averageWidth,
        double nullFraction,
        double distinct,
        List<Integer> widths,
        List<Double> commonFrequencies) {

    private static final Set<String> TEXT = Set.of("text", "varchar", "bpchar", "citext", "name");
    private static final int SHORT_HEADER_LIMIT = 127;

    /** From statistics; where there are none, from the width and the number of distinct values that the planner assumes. */
    static KeyColumn of(IndexAttribute attribute, @Nullable ColumnStatistics statistics, Assumed assumed) {
        if (statistics == null) {
            return new KeyColumn(
                    attribute.length(),
                    attribute.alignmentBytes(),
                    assumed.width(),
                    0,
                    Math.max(1, assumed.distinct()),
                    List.of(),
                    List.of());
        }
        return new KeyColumn(
                attribute.length(),
                attribute.alignmentBytes(),
                statistics.averageWidth(),
                assumed.nulls() ? statistics.nullFraction() : 0,
                subset(
                        statistics.storedDistinctAmong(assumed.tableRows()),
                        assumed.tableRows() * assumed.share(statistics),
                        assumed.rows()),
                typicalWidths(attribute, statistics),
                ArrayText.elements(statistics.mostCommonFrequencies()).stream()
                        .map(f -> Double.parseDouble(f) / assumed.share(statistics))
                        .toList());
    }

    /**
     * What is assumed of a key.
     *
     * @param tableRows rows of the table
     * @param rows indexed rows
     * @param nulls whether rows without a value are indexed
     * @param width of an expression's value, as the planner estimates it
     * @param distinct values of an expression, as the planner estimates them
     */
    record Assumed(double tableRows, double rows, boolean nulls, double width, double distinct) {

        /** Of the table's rows, that may be indexed as far as nulls go. */
        private double share(ColumnStatistics statistics) {
            return nulls ? 1 : Math.max(1e-9, 1 - statistics.nullFraction());
        }
    }

    /** Distinct values expected among a part of the rows that was picked without regard to the value. */
    static double subset(double distinct, double tableRows, double rows) {
        if (rows >= tableRows || distinct <= 0) {
            return Math.max(1, distinct);
        }
        return Math.max(1, distinct * (1 - Math.pow(1 - rows / tableRows, tableRows / distinct)));
    }

    /** Common values as often as their frequency says among 100, then the histogram's bounds, evenly. */
    private static List<Integer> typicalWidths(IndexAttribute attribute, ColumnStatistics statistics) {
        boolean number = attribute.type().equals("numeric");
        if (!number && !TEXT.contains(attribute.type())) {
            return List.of();
        }
        ToIntFunction<String> width = number ? NumericWidth::of : value -> storedWidth(attribute.length(), value);
        var values = ArrayText.elements(statistics.mostCommonValues());
        var frequencies = ArrayText.elements(statistics.mostCommonFrequencies());
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(values.size(), frequencies.size()); i++) {
            int times = (int) Math.round(Double.parseDouble(frequencies.get(i)) * 100);
            for (int n = 0; n < times; n++) {
                widths.add(width.applyAsInt(values.get(i)));
            }
        }
        var bounds = ArrayText.elements(statistics.histogramBounds());
        int left = Math.max(0, 100 - widths.size());
        for (int i = 0; i < left && !bounds.isEmpty(); i++) {
            widths.add(width.applyAsInt(bounds.get(i * bounds.size() / left)));
        }
        return List.copyOf(widths);
    }

    private static int storedWidth(int length, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > 0) {
            return length;
        }
        return bytes + (length == -2 || bytes < SHORT_HEADER_LIMIT ? 1 : 4);
    }

    boolean isNull(int draw) {
        return (draw * 37 + 11) % 100 < nullFraction * 100;
    }

    /** Where the next byte after this value stands. */
    int after(int offset, int draw) {
        if (length > 0) {
            return aligned(offset, alignment) + length;
        }
        int width = width(draw);
        return (width > SHORT_HEADER_LIMIT ? aligned(offset, alignment) : offset) + width;
    }

    private int width(int draw) {
        if (!widths.isEmpty()) {
            return widths.get(draw * 31 % widths.size());
        }
        double spread = (draw % 8 - 3.5) * Math.min(1, averageWidth / 16);
        return (int) Math.max(2, Math.round(averageWidth + spread));
    }

    boolean fixed() {
        return length > 0 && nullFraction == 0;
    }

    static int aligned(int offset, int to) {
        return (offset + to - 1) / to * to;
    }
}
