package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Relation;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.Set;

/** Says from a column's statistics which share of a table's rows a predicate selects. */
final class PredicateStatistics {

    /** A column with more distinct values than this holds data, not states; an index on one of its values would age. */
    static final int MOST_STATES = 50;

    /** The most common values must account for this share of the rows before a comparison is judged by them. */
    private static final double KNOWN_SHARE = 0.9;

    private PredicateStatistics() {}

    /** The share, 0 to 1; empty where the statistics cannot tell or the column is not one of few states. */
    static OptionalDouble share(PartialPredicate predicate, Relation table) {
        var statistics =
                table.column(predicate.column()).map(Column::statistics).orElse(null);
        if (statistics == null) {
            return OptionalDouble.empty();
        }
        if (predicate.values().contains(PartialPredicate.IS_NULL)) {
            return OptionalDouble.of(statistics.nullFraction());
        }
        if (predicate.values().contains(PartialPredicate.IS_NOT_NULL)) {
            return OptionalDouble.of(1 - statistics.nullFraction());
        }
        return statistics.distinctAmong(table.estimatedRows()) > MOST_STATES
                ? OptionalDouble.empty()
                : ofStates(predicate, statistics);
    }

    private static OptionalDouble ofStates(PartialPredicate predicate, ColumnStatistics statistics) {
        var values = ArrayText.elements(statistics.mostCommonValues());
        var frequencies = ArrayText.elements(statistics.mostCommonFrequencies()).stream()
                .map(Double::parseDouble)
                .toList();
        if (values.isEmpty() || values.size() != frequencies.size()) {
            return OptionalDouble.empty();
        }
        double known = frequencies.stream().mapToDouble(d -> d).sum();
        if (known < KNOWN_SHARE * (1 - statistics.nullFraction())) {
            return OptionalDouble.empty();
        }
        double selected = 0;
        for (int i = 0; i < values.size(); i++) {
            selected += selects(predicate, values.get(i)) ? frequencies.get(i) : 0;
        }
        return OptionalDouble.of(selected);
    }

    private static boolean selects(PartialPredicate predicate, String value) {
        if (predicate.isStructural()) {
            return predicate.values().contains(value.equals("t") ? "true" : "false");
        }
        return switch (predicate.operator()) {
            case "=" -> predicate.values().contains(value);
            case "<>" -> !predicate.values().contains(value);
            case "<" -> compare(value, predicate.values()) < 0;
            case "<=" -> compare(value, predicate.values()) <= 0;
            case ">" -> compare(value, predicate.values()) > 0;
            case ">=" -> compare(value, predicate.values()) >= 0;
            default -> false;
        };
    }

    private static int compare(String value, Set<String> bound) {
        var other = bound.iterator().next();
        try {
            return new BigDecimal(value).compareTo(new BigDecimal(other));
        } catch (NumberFormatException e) {
            return value.compareTo(other);
        }
    }
}
