package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few values that a text column can have, or has had.
 *
 * @param values in the order of the CHECK, else the most common first
 * @param check the constraint that lists them; null where only the statistics do
 */
record ClosedSet(
        Column column, List<String> values, @Nullable Constraint check) {

    private static final Set<String> TEXT = Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar");

    /** Share of the rows that the common values may leave out and still be all there are. */
    private static final double ROUNDING = 0.001;

    static Optional<ClosedSet> of(Relation table, Column column, double most) {
        if (!TEXT.contains(column.typeName()) || column.generated() != null) {
            return Optional.empty();
        }
        return checked(table, column)
                .or(() -> seen(column))
                .filter(set -> set.values.size() >= 2 && set.values.size() <= most);
    }

    private static Optional<ClosedSet> checked(Relation table, Column column) {
        return ListedValues.check(table, column.name())
                .map(check -> new ClosedSet(column, ListedValues.of(check, column.name()), check));
    }

    /** All values are common ones, and so few that they cannot grow with the rows. */
    private static Optional<ClosedSet> seen(Column column) {
        var statistics = column.statistics();
        if (statistics == null || statistics.distinct() <= 0 || statistics.histogramBounds() != null) {
            return Optional.empty();
        }
        var values = ArrayText.elements(statistics.mostCommonValues());
        double share = ArrayText.elements(statistics.mostCommonFrequencies()).stream()
                .mapToDouble(Double::parseDouble)
                .sum();
        boolean all =
                values.size() == Math.round(statistics.distinct()) && share + statistics.nullFraction() >= 1 - ROUNDING;
        return all ? Optional.of(new ClosedSet(column, values, null)) : Optional.empty();
    }

    /** The code of a value, from 0 as {@code howdah encode} counts where it is not told otherwise. */
    int code(String value) {
        return values.indexOf(value);
    }

    static boolean isText(Column column) {
        return TEXT.contains(column.typeName());
    }
}
