package io.howdah.engine.advise.partition;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The partitioned tables of a catalog with their direct partitions. */
final class Partitions {

    private Partitions() {}

    /** Each with its partitions, as they stand in the catalog; those without any included. */
    static Map<Relation, List<Relation>> of(Catalog catalog) {
        var byParent = catalog.relations().stream()
                .filter(r -> r.partitionBound() != null && r.parent() != null)
                .collect(groupingBy(Relation::parent));
        var tables = new LinkedHashMap<Relation, List<Relation>>();
        catalog.relations().stream()
                .filter(r -> r.kind() == Relation.Kind.PARTITIONED_TABLE && OwnTables.isOwn(r))
                .forEach(r -> tables.put(r, byParent.getOrDefault(r.name(), List.of())));
        return tables;
    }

    static boolean isDefault(Relation partition) {
        return "DEFAULT".equals(partition.partitionBound());
    }

    /** The column by which a table is partitioned; empty where there are several, or an expression. */
    static Optional<Column> key(Relation table) {
        var text = Objects.requireNonNullElse(table.partitionKey(), "");
        int open = text.indexOf('(');
        var inside = open < 0 ? "" : text.substring(open + 1, text.length() - 1);
        return table.columns().stream()
                .filter(c -> inside.equals(Name.quoted(c.name())))
                .findFirst();
    }
}
