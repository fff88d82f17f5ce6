package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Partitioned tables seen as a whole: what a statement asks of a partition it asks of the table, and there the index belongs. */
final class PartitionedTables {

    private PartitionedTables() {}

    /** The catalog with each partitioned table as large and as much used as its partitions together, and with the statistics of the largest where it has none. */
    static Catalog summed(Catalog catalog) {
        if (catalog.relations().stream().noneMatch(r -> r.kind() == Relation.Kind.PARTITIONED_TABLE)) {
            return catalog;
        }
        return catalog.withRelations(
                catalog.relations().stream().map(r -> summed(catalog, r)).toList());
    }

    private static Relation summed(Catalog catalog, Relation table) {
        var parts = leaves(catalog, table);
        if (table.kind() != Relation.Kind.PARTITIONED_TABLE || parts.isEmpty()) {
            return table;
        }
        var largest = parts.stream()
                .max(Comparator.comparingLong(Relation::heapBytes))
                .orElseThrow();
        var columns = table.columns().stream().map(c -> known(c, largest)).toList();
        var whole = table.sized(
                parts.stream().mapToLong(Relation::pages).sum(),
                parts.stream().mapToDouble(r -> Math.max(0, r.tuples())).sum(),
                parts.stream().mapToLong(Relation::allVisiblePages).sum(),
                parts.stream().mapToLong(Relation::heapBytes).sum(),
                columns);
        return parts.stream()
                .map(Relation::use)
                .filter(Objects::nonNull)
                .reduce(RelationUse::plus)
                .map(whole::withUse)
                .orElse(whole);
    }

    private static Column known(Column column, Relation largest) {
        return column.statistics() != null
                ? column
                : largest.column(column.name())
                        .map(Column::statistics)
                        .map(column::with)
                        .orElse(column);
    }

    /** The partitions that hold the rows. */
    static List<Relation> leaves(Catalog catalog, Relation table) {
        return catalog.relations().stream()
                .filter(r -> table.name().equals(r.parent()) && r.partitionBound() != null)
                .flatMap(r ->
                        r.kind() == Relation.Kind.PARTITIONED_TABLE ? leaves(catalog, r).stream() : List.of(r).stream())
                .toList();
    }

    /** The table that a partition belongs to in the end; the relation itself where it is none. */
    static Relation root(Catalog catalog, Relation relation) {
        var parent = Optional.ofNullable(relation.parent())
                .filter(p -> relation.partitionBound() != null)
                .flatMap(catalog::relation);
        return parent.map(p -> root(catalog, p)).orElse(relation);
    }

    /** Whether the relation is a part of the table, or the table. */
    static boolean isOf(Catalog catalog, QualifiedName relation, QualifiedName table) {
        return relation.equals(table)
                || catalog.relation(relation)
                        .filter(r -> root(catalog, r).name().equals(table))
                        .isPresent();
    }
}
