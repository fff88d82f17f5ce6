package io.howdah.engine.advise.partition;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Divides a table by the few values of a column. */
final class ListDivision {

    private ListDivision() {}

    static Division of(Relation table, Column column, String seen) {
        var values =
                ArrayText.elements(Objects.requireNonNull(column.statistics()).mostCommonValues());
        var bounds = new LinkedHashMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            bounds.put(suffix(values.get(i), i, bounds), "FOR VALUES IN (" + Name.literal(values.get(i)) + ")");
        }
        bounds.put("default", "DEFAULT");
        return new Division(
                table,
                column,
                new Structure.Partitioned(table.name(), new Structure.Partitioning.ByList(column.name(), List.of())),
                "Most statements ask for one %s.".formatted(column.name()),
                seen,
                bounds,
                List.of(),
                List.of(
                        "Statements that name %s read its partition alone, with smaller indexes; each can be vacuumed, moved to another disk or dropped by itself."
                                .formatted(column.name()),
                        "A new value lands in the default partition until it has one of its own."),
                null,
                "an index that begins with %s serves the same statements.".formatted(column.name()));
    }

    private static String suffix(String value, int at, Map<String, String> taken) {
        var plain = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return plain.isEmpty() || plain.length() > 20 || taken.containsKey(plain) ? "p" + at : plain;
    }
}
