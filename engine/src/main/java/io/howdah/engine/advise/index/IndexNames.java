package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives new indexes names as the server itself would: table, columns, {@code idx}; unique in the schema and short enough. */
final class IndexNames {

    /** {@code NAMEDATALEN - 1} (manual, 4.1.1). */
    private static final int LONGEST_BYTES = 63;

    private final Set<QualifiedName> taken = new HashSet<>();

    IndexNames(Catalog catalog) {
        catalog.relations().forEach(r -> {
            taken.add(r.name());
            r.indexes().forEach(i -> taken.add(i.name()));
        });
        catalog.sequences().forEach(s -> taken.add(s.name()));
    }

    /** The same for the same definitions asked in the same order. */
    String name(IndexDefinition definition) {
        var columns = definition.keys().stream()
                .map(k -> k.column() == null ? "expr" : k.column())
                .collect(Collectors.joining("_"));
        var base = definition.table().name() + "_" + columns;
        for (int number = 0; ; number++) {
            var suffix = "_idx" + (number == 0 ? "" : String.valueOf(number));
            var name = shortened(base, LONGEST_BYTES - suffix.length()) + suffix;
            if (taken.add(new QualifiedName(definition.table().schema(), name))) {
                return name;
            }
        }
    }

    private static String shortened(String text, int bytes) {
        var shorter = text;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > bytes) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter;
    }
}
