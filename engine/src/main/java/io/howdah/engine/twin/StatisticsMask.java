package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces the values in columns' statistics. */
final class StatisticsMask {

    private static final Set<String> KEPT = Set.of("pg_catalog.bool");

    private final MaskedValues values;

    StatisticsMask(MaskedValues values) {
        this.values = values;
    }

    void collect(Column column) {
        var own = column.statistics();
        var family = ValueFamily.of(elementType(column)).orElse(null);
        if (own != null && (family == ValueFamily.TEXT || family == ValueFamily.UUID)) {
            collect(own.mostCommonElements());
            if (!isArray(column)) {
                collect(own);
            }
        }
    }

    /** Statistics of an expression, whose type is not known: their values are texts, or are not masked as such. */
    void collect(ColumnStatistics own) {
        collect(own.mostCommonValues());
        collect(own.histogramBounds());
    }

    private void collect(@Nullable String array) {
        ArrayText.elements(array).forEach(values::collect);
    }

    Column mask(Column column) {
        var own = column.statistics();
        if (own == null || KEPT.contains(column.typeName()) || column.typeKind().equals("e")) {
            return column;
        }
        var family = ValueFamily.of(elementType(column)).orElse(null);
        if (family == null) {
            return Changed.statistics(column, without(own, null));
        }
        var line = LineType.of(elementType(column)).orElse(LineType.TIMESTAMPTZ);
        return Changed.statistics(
                column,
                isArray(column)
                        ? without(own, masked(own.mostCommonElements(), family, line))
                        : with(
                                own,
                                masked(own.mostCommonValues(), family, line),
                                masked(own.histogramBounds(), family, line),
                                null));
    }

    /** Statistics of an expression lose their values where these are no texts that were collected. */
    ColumnStatistics mask(ColumnStatistics own) {
        var all = String.valueOf(own.mostCommonValues()) + own.histogramBounds();
        boolean text = all.chars().anyMatch(Character::isLetter) && !all.matches(".*\\d{4}-\\d\\d-\\d\\d.*");
        return text
                ? with(
                        own,
                        masked(own.mostCommonValues(), ValueFamily.TEXT, LineType.TIMESTAMPTZ),
                        masked(own.histogramBounds(), ValueFamily.TEXT, LineType.TIMESTAMPTZ),
                        null)
                : without(own, null);
    }

    private static boolean isArray(Column column) {
        return column.typeName().startsWith("pg_catalog._");
    }

    private static String elementType(Column column) {
        return isArray(column) ? column.typeName().replaceFirst("\\._", ".") : column.typeName();
    }

    private @Nullable String masked(@Nullable String array, ValueFamily family, LineType line) {
        if (array == null) {
            return null;
        }
        List<String> others = ArrayText.elements(array).stream()
                .map(value -> values.of(family, value, line))
                .toList();
        return SlicedStatistics.array(others);
    }

    private static ColumnStatistics without(ColumnStatistics own, @Nullable String elements) {
        return with(own, null, null, elements);
    }

    private static ColumnStatistics with(
            ColumnStatistics own, @Nullable String common, @Nullable String bounds, @Nullable String elements) {
        return new ColumnStatistics(
                own.inherited(),
                own.nullFraction(),
                own.averageWidth(),
                own.distinct(),
                common,
                common == null ? null : own.mostCommonFrequencies(),
                bounds,
                own.correlation(),
                elements,
                elements == null ? null : own.mostCommonElementFrequencies(),
                elements == null ? null : own.elementCountHistogram(),
                null,
                null,
                null,
                own.clusteredDistinct());
    }
}
