package io.howdah.engine.apply.partition;

import io.howdah.engine.catalog.Name;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The place of the first partition: all that the table holds, and what comes soon.
 *
 * @param forValues as ATTACH PARTITION says it
 * @param check as a constraint that implies it says it
 * @param reach for people: what the partition takes
 */
record Bound(String forValues, String check, String reach) {

    /** @param row such as {@code NEW.}, or nothing */
    static String within(String column, String type, String row, String from, String to) {
        var value = row + Name.quoted(column);
        return value + " IS NOT NULL AND " + value + " >= CAST(" + Name.literal(from) + " AS " + type + ") AND " + value
                + " < CAST(" + Name.literal(to) + " AS " + type + ")";
    }

    static Bound below(String column, String type, String text) {
        var value = Name.literal(text);
        return new Bound(
                "FOR VALUES FROM (MINVALUE) TO (" + value + ")",
                Name.quoted(column) + " IS NOT NULL AND " + Name.quoted(column) + " < CAST(" + value + " AS " + type
                        + ")",
                column + " below " + text);
    }

    /** From one value up to another, which is not in it. */
    static Bound between(String column, String type, String from, String to) {
        return new Bound(
                "FOR VALUES FROM (" + Name.literal(from) + ") TO (" + Name.literal(to) + ")",
                within(column, type, "", from, to),
                column + " from " + from + " up to " + to);
    }

    /** A condition that holds for what lies beside a range. */
    static String beside(String column, String type, String from, String to) {
        var quoted = Name.quoted(column);
        return quoted + " IS NULL OR " + quoted + " < CAST(" + Name.literal(from) + " AS " + type + ") OR " + quoted
                + " >= CAST(" + Name.literal(to) + " AS " + type + ")";
    }

    static Bound of(String column, String type, List<String> values) {
        var list = values.stream().map(Name::literal).collect(Collectors.joining(", "));
        var typed = values.stream()
                .map(v -> "CAST(" + Name.literal(v) + " AS " + type + ")")
                .collect(Collectors.joining(", "));
        return new Bound(
                "FOR VALUES IN (" + list + ")",
                Name.quoted(column) + " IS NOT NULL AND " + Name.quoted(column) + " IN (" + typed + ")",
                column + " one of " + String.join(", ", values));
    }
}
