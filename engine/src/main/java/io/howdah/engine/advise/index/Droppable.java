package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Relation;
import java.util.List;

/** Which indexes may be thought of being dropped at all. */
final class Droppable {

    private Droppable() {}

    /** Neither a promise (unique, constraint), nor replication's way to rows, nor the table's declared order. */
    static boolean mayGo(Index index) {
        return !index.enforced()
                && !index.primary()
                && !index.definition().unique()
                && index.constraint() == null
                && !index.replicaIdentity()
                && !index.clustered();
    }

    /** The indexes of the table that are its own: those of a partition that belong to its parent's are the parent's. */
    static List<Index> own(Catalog catalog, Relation table) {
        var parent =
                table.parent() == null ? null : catalog.relation(table.parent()).orElse(null);
        return table.indexes().stream()
                .filter(i -> parent == null || parent.indexes().stream().noneMatch(p -> sameShape(p, i)))
                .toList();
    }

    private static boolean sameShape(Index parents, Index own) {
        var moved = new IndexDefinition(
                own.definition().table(),
                parents.definition().method(),
                parents.definition().unique(),
                parents.definition().nullsNotDistinct(),
                parents.definition().keys(),
                parents.definition().include(),
                parents.definition().predicate(),
                own.definition().options());
        return moved.equals(own.definition());
    }

    /** Tables of the user's own; what an extension brought along is its business. */
    static List<Relation> tables(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.ofExtension() == null && !r.temporary())
                .toList();
    }
}
