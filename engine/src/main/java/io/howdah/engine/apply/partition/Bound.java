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

    static Bound below(String column, String type, String text) {
        var value = Name.literal(text);
        return new Bound(
                "FOR VALUES FROM (MINVALUE) TO (" + value + ")",
                Name.quoted(column) + " IS NOT NULL AND " + Name.quoted(column) + " < CAST(" + value + " AS " + type
                        + ")",
                column + " below " + text);
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
