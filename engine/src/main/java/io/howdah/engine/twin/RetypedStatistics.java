package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statistics of a column as they would be in another type: values cast, equal ones put together, bounds in the new order. */
final class RetypedStatistics {

    /** Where fewer of the bounds than this are different after the cast, ANALYZE would see every value often. */
    private static final double DIFFERENT = 0.9;

    private static final Set<String> WHOLE = Set.of("pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8");
    private static final Set<String> OTHER_NUMBERS =
            Set.of("pg_catalog.numeric", "pg_catalog.float4", "pg_catalog.float8");

    private final Connection session;
    private final String from;
    private final Column column;
    private final double rows;
    private final Set<String> failed;

    /**
     * @param from the old type as {@code format_type} writes it
     * @param column in its new type
     * @param rows of the table
     * @param failed values that cannot be cast are added here
     */
    RetypedStatistics(Connection session, String from, Column column, double rows, Set<String> failed) {
        this.session = session;
        this.from = from;
        this.column = column;
        this.rows = rows;
        this.failed = failed;
    }

    ColumnStatistics of(ColumnStatistics old) throws SQLException {
        var own = old.ownRows();
        return own == null ? retyped(old) : retyped(old).withOwnRows(retyped(own));
    }

    private ColumnStatistics retyped(ColumnStatistics old) throws SQLException {
        var common = cast(old.mostCommonValues());
        var bounds = cast(old.histogramBounds());
        var frequencies = frequencies(old, common);
        boolean seldomEqual = bounds.stream().map(Casts.Value::text).distinct().count() >= DIFFERENT * bounds.size();
        if (!seldomEqual) {
            share(bounds, 1 - old.nullFraction() - sum(frequencies.values()), frequencies);
        }
        var values = frequencies.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        var histogram = seldomEqual && bounds.size() > 1 ? histogram(old, bounds) : List.<String>of();
        return new ColumnStatistics(
                old.inherited(),
                old.nullFraction(),
                width(old, common, bounds),
                seldomEqual ? distinct(old, common, bounds, values.size()) : values.size(),
                values.isEmpty()
                        ? null
                        : SlicedStatistics.array(
                                values.stream().map(Map.Entry::getKey).toList()),
                values.isEmpty()
                        ? null
                        : values.stream()
                                .map(v -> Float.toString(v.getValue().floatValue()))
                                .collect(Collectors.joining(",", "{", "}")),
                histogram.isEmpty() ? null : SlicedStatistics.array(histogram),
                inOrder(bounds) ? old.correlation() : Double.valueOf(0),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private List<Casts.Value> cast(@Nullable String array) throws SQLException {
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

    /** Divides a share of the rows among the bounds: each stands for half a bucket on either side. */
    private static void share(List<Casts.Value> bounds, double share, Map<String, Double> frequencies) {
        for (int i = 0; i < bounds.size(); i++) {
            double buckets = i == 0 || i == bounds.size() - 1 ? 0.5 : 1;
            frequencies.merge(
                    bounds.get(i).text(), buckets * Math.max(0, share) / Math.max(1, bounds.size() - 1), Double::sum);
        }
    }

    private static double sum(Collection<Double> shares) {
        return shares.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Bounds that lie in another order than before are a sample of the values between them. */
    private List<String> histogram(ColumnStatistics old, List<Casts.Value> bounds) {
        var texts = ArrayText.elements(old.histogramBounds());
        boolean numbers = WHOLE.contains(column.typeName()) || OTHER_NUMBERS.contains(column.typeName());
        if (numbers && !inOrder(bounds) && bounds.size() == texts.size()) {
            var scattered = ScatteredNumbers.bounds(texts);
            if (scattered.isPresent()) {
                return scattered.get();
            }
        }
        return bounds.stream()
                .sorted(Comparator.comparingLong(Casts.Value::rank))
                .map(Casts.Value::text)
                .toList();
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

    /** Values that became equal are fewer, and of whole numbers there are no more than fit between the ends. */
    private double distinct(ColumnStatistics old, List<Casts.Value> common, List<Casts.Value> bounds, int left) {
        double fewer = old.distinct() > 0 ? old.distinct() - (common.size() - left) : old.distinct();
        if (!WHOLE.contains(column.typeName()) || bounds.isEmpty()) {
            return fewer;
        }
        var ends = bounds.stream().mapToLong(b -> Long.parseLong(b.text())).summaryStatistics();
        double fitting = (double) ends.getMax() - ends.getMin() + 1 + left;
        return fitting < old.distinctAmong(rows) ? fitting : fewer;
    }

    /** What the order of the numbers in texts has to do with the order in the table nobody knows. */
    private static boolean inOrder(List<Casts.Value> bounds) {
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i).rank() < bounds.get(i - 1).rank()) {
                return false;
            }
        }
        return true;
    }
}
