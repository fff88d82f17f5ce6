package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Statistics of a column as they would be in another type: values cast, equal ones put together, bounds in the new order. */
final class RetypedStatistics {

    private final Connection session;
    private final String from;
    private final Column column;
    private final Set<String> failed;

    /**
     * @param from the old type as {@code format_type} writes it
     * @param column in its new type
     * @param failed values that cannot be cast are added here
     */
    RetypedStatistics(Connection session, String from, Column column, Set<String> failed) {
        this.session = session;
        this.from = from;
        this.column = column;
        this.failed = failed;
    }

    ColumnStatistics of(ColumnStatistics old) throws SQLException {
        var common = cast(old.mostCommonValues());
        var bounds = cast(old.histogramBounds());
        var frequencies = frequencies(old, common);
        var sorted = bounds.stream()
                .sorted(Comparator.comparingLong(Casts.Value::rank))
                .map(Casts.Value::text)
                .toList();
        return new ColumnStatistics(
                old.inherited(),
                old.nullFraction(),
                width(old, common, bounds),
                distinct(old, common, bounds),
                frequencies.isEmpty() ? null : SlicedStatistics.array(List.copyOf(frequencies.keySet())),
                frequencies.isEmpty() ? null : array(frequencies),
                sorted.size() < 2 ? null : SlicedStatistics.array(sorted),
                correlation(old, bounds),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private List<Casts.Value> cast(@org.jspecify.annotations.Nullable String array) throws SQLException {
        var values = ArrayText.elements(array);
        if (values.isEmpty()) {
            return List.of();
        }
        var casts = Casts.of(session, values, from, column.type());
        failed.addAll(casts.failed());
        return casts.values();
    }

    private static Map<String, Double> frequencies(ColumnStatistics old, List<Casts.Value> common) {
        var shares = ArrayText.elements(old.mostCommonFrequencies());
        var merged = new LinkedHashMap<String, Double>();
        for (var value : common) {
            if (value.position() < shares.size()) {
                merged.merge(value.text(), Double.parseDouble(shares.get(value.position())), Double::sum);
            }
        }
        return merged;
    }

    private static String array(Map<String, Double> frequencies) {
        return "{"
                + String.join(
                        ",",
                        frequencies.values().stream()
                                .map(f -> Float.toString(f.floatValue()))
                                .toList())
                + "}";
    }

    /** A stored value has a header of one byte where a value in memory has four. */
    private int width(ColumnStatistics old, List<Casts.Value> common, List<Casts.Value> bounds) {
        if (column.length() > 0) {
            return column.length();
        }
        var all = new ArrayList<>(common);
        all.addAll(bounds);
        return (int) Math.round(all.stream()
                .mapToInt(v -> v.bytes() <= 129 ? Math.max(1, v.bytes() - 3) : v.bytes())
                .average()
                .orElse(old.averageWidth()));
    }

    /** A cast that makes values equal leaves as many fewer. */
    private static double distinct(ColumnStatistics old, List<Casts.Value> common, List<Casts.Value> bounds) {
        long before = (long) common.size() + bounds.size();
        long after = common.stream().map(Casts.Value::text).distinct().count()
                + bounds.stream().map(Casts.Value::text).distinct().count();
        return before == 0 ? old.distinct() : old.distinct() * after / before;
    }

    /** Numbers that were text lie in another order; how that relates to the order in the table nobody knows. */
    private static @org.jspecify.annotations.Nullable Double correlation(
            ColumnStatistics old, List<Casts.Value> bounds) {
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i).rank() < bounds.get(i - 1).rank()) {
                return 0.0;
            }
        }
        return old.correlation();
    }
}
