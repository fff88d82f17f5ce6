package io.howdah.engine.change;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/**
 * A partition of a partitioned table, at whatever level.
 *
 * @param parent that it is a direct partition of
 * @param partitioned whether it has partitions in its turn, and no rows of its own
 */
public record Partition(QualifiedName table, QualifiedName parent, boolean partitioned) {

    /** All partitions of a table, each after the one that it is a part of; none of a table that is not partitioned. */
    public static List<Partition> of(Catalog catalog, QualifiedName table) {
        return catalog.relations().stream()
                .filter(r -> table.equals(r.parent()) && r.partitionBound() != null)
                .flatMap(r -> Stream.concat(
                        Stream.of(new Partition(r.name(), table, r.kind() == Relation.Kind.PARTITIONED_TABLE)),
                        of(catalog, r.name()).stream()))
                .toList();
    }
}
