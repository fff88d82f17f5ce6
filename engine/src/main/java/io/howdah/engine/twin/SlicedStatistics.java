package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The statistics that ANALYZE would find in a partition, as far as those of the whole table tell.
 *
 * <p>The key's own are cut out of the whole. A column that lies in the table in the same order as the key (numbers from a
 * sequence beside the time of creation) is cut at the same shares. The others keep their values and frequencies; of distinct
 * values that are counted, a partition has as many as so many rows drawn at random would have.
 */
final class SlicedStatistics {

    private static final double IN_ORDER = 0.95;

    private final Column key;
    private final double rows;
    private final Slice slice;
    private final @Nullable Distribution keys;

    /** @param rows of the whole table */
    SlicedStatistics(Column key, double rows, Slice slice) {
        this.key = key;
        this.rows = rows;
        this.slice = slice;
        var statistics = key.statistics();
        this.keys = statistics == null || !slice.isRange()
                ? null
                : LineType.of(key.typeName())
                        .flatMap(type -> Distribution.of(statistics, type))
                        .orElse(null);
    }

    @Nullable
    ColumnStatistics of(Column column) {
        var whole = column.statistics();
        if (whole == null) {
            return null;
        }
        if (column.name().equals(key.name())) {
            return ofKey(column, whole);
        }
        var distribution = keys;
        return distribution != null && sameOrder(whole)
                ? cutAlong(whole, distribution)
                : with(
                        whole,
                        whole.mostCommonValues(),
                        whole.mostCommonFrequencies(),
                        whole.histogramBounds(),
                        whole.nullFraction(),
                        drawn(whole));
    }

    private ColumnStatistics ofKey(Column column, ColumnStatistics whole) {
        if (slice.isList()) {
            return with(whole, array(slice.values()), "{1}", null, 0, 1);
        }
        if (slice.suffix().equals("rest")) {
            return with(whole, null, null, null, whole.nullFraction() > 0 ? 1 : 0, drawn(whole));
        }
        var type = LineType.of(column.typeName()).orElse(null);
        if (!slice.isRange() || type == null) {
            return hashed(whole);
        }
        return cut(whole, type);
    }

    private ColumnStatistics cut(ColumnStatistics whole, LineType type) {
        var values = new ArrayList<String>();
        var frequencies = new ArrayList<String>();
        var all = ArrayText.elements(whole.mostCommonValues());
        var shares = ArrayText.elements(whole.mostCommonFrequencies());
        double common = 0;
        for (int i = 0; i < all.size() && i < shares.size(); i++) {
            if (slice.holds(type.position(all.get(i)))) {
                double share = Math.min(1, Double.parseDouble(shares.get(i)) / slice.share());
                values.add(all.get(i));
                frequencies.add(Float.toString((float) share));
                common += share;
            }
        }
        var bounds = new ArrayList<>(ArrayText.elements(whole.histogramBounds()).stream()
                .filter(value -> slice.holds(type.position(value)))
                .toList());
        if (common < 0.999 && !ArrayText.elements(whole.histogramBounds()).isEmpty()) {
            closeEnds(bounds, whole, type);
        }
        double distinct = whole.distinct() > 0 ? Math.max(1, whole.distinct() * slice.share()) : whole.distinct();
        return with(
                whole,
                values.isEmpty() ? null : array(values),
                values.isEmpty() ? null : "{" + String.join(",", frequencies) + "}",
                bounds.size() < 2 ? null : array(bounds),
                0,
                distinct);
    }

    /** A histogram that was cut goes up to the cut. */
    private void closeEnds(List<String> bounds, ColumnStatistics whole, LineType type) {
        var all = ArrayText.elements(whole.histogramBounds());
        double first = type.position(all.get(0));
        double last = type.position(all.get(all.size() - 1));
        if (first < slice.from() && last > slice.from()) {
            bounds.add(0, type.text(slice.from()));
        }
        if (last >= slice.to() && first < slice.to()) {
            bounds.add(type.text(below(type)));
        }
    }

    /** A value that is certainly in the slice and close to its end. */
    private double below(LineType type) {
        double step =
                type == LineType.DATE ? 86_400 : type.isTime() ? 1 : Math.min(1, (slice.to() - slice.from()) / 100);
        return slice.to() - step;
    }

    private boolean sameOrder(ColumnStatistics whole) {
        var own = whole.correlation();
        var statistics = key.statistics();
        var keys = statistics == null ? null : statistics.correlation();
        return own != null && keys != null && Math.min(own, keys) >= IN_ORDER && whole.histogramBounds() != null;
    }

    private ColumnStatistics cutAlong(ColumnStatistics whole, Distribution distribution) {
        var all = ArrayText.elements(whole.histogramBounds());
        int last = all.size() - 1;
        int from = (int) Math.floor(distribution.histogramBelow(slice.from()) * last);
        int to = (int) Math.ceil(distribution.histogramBelow(slice.to()) * last);
        var bounds = all.subList(Math.clamp(from, 0, last), Math.clamp(to, 0, last) + 1);
        double distinct = whole.distinct() > 0 ? Math.max(1, whole.distinct() * slice.share()) : whole.distinct();
        return with(
                whole,
                whole.mostCommonValues(),
                whole.mostCommonFrequencies(),
                bounds.size() < 2 ? whole.histogramBounds() : array(bounds),
                whole.nullFraction(),
                distinct);
    }

    /** All rows of a value are in one partition, where it is that much more frequent; which one that is is not known. */
    private ColumnStatistics hashed(ColumnStatistics whole) {
        var frequencies = ArrayText.elements(whole.mostCommonFrequencies()).stream()
                .map(f -> Math.min(1, Double.parseDouble(f) / slice.share()))
                .toList();
        double sum = frequencies.stream().mapToDouble(Double::doubleValue).sum();
        var bearable = sum <= 1;
        var text = "{"
                + String.join(
                        ",",
                        frequencies.stream()
                                .map(f -> Float.toString(f.floatValue()))
                                .toList()) + "}";
        double distinct = whole.distinct() > 0 ? Math.max(1, whole.distinct() * slice.share()) : whole.distinct();
        return with(
                whole,
                bearable ? whole.mostCommonValues() : null,
                bearable && whole.mostCommonFrequencies() != null ? text : null,
                whole.histogramBounds(),
                whole.nullFraction(),
                distinct);
    }

    /** Distinct values among the partition's rows, were they drawn at random. */
    private double drawn(ColumnStatistics whole) {
        double distinct = whole.distinct();
        if (distinct <= 0 || rows <= 0) {
            return distinct;
        }
        return Math.max(1, distinct * (1 - Math.pow(1 - Math.min(1, slice.share()), Math.max(1, rows / distinct))));
    }

    private static ColumnStatistics with(
            ColumnStatistics whole,
            @Nullable String values,
            @Nullable String frequencies,
            @Nullable String bounds,
            double nulls,
            double distinct) {
        return new ColumnStatistics(
                false,
                nulls,
                whole.averageWidth(),
                distinct,
                values,
                frequencies,
                bounds,
                whole.correlation(),
                whole.mostCommonElements(),
                whole.mostCommonElementFrequencies(),
                whole.elementCountHistogram(),
                whole.rangeLengthHistogram(),
                whole.rangeEmptyFraction(),
                whole.rangeBoundsHistogram(),
                share(whole.clusteredDistinct()));
    }

    /** A partition's rows repeat as the table's do; a number of values says nothing of a part. */
    private static @Nullable Double share(@Nullable Double clustered) {
        return clustered == null || clustered > 0 ? null : clustered;
    }

    static String array(List<String> values) {
        var text = new StringBuilder("{");
        for (var value : values) {
            text.append(text.length() == 1 ? "" : ",");
            var plain = value.matches("[A-Za-z0-9_.+-]+")
                    && !value.toUpperCase(Locale.ROOT).equals("NULL");
            text.append(plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return text.append('}').toString();
    }
}
