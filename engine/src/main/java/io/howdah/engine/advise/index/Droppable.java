package io.howdah.engine.advise.index;

import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.List;

/** Which indexes may be thought of being dropped at all. */
final class Droppable {

    private Droppable() {}

    /** Neither a promise (unique, constraint), nor replication's way to rows, nor the table's declared order. */
    static boolean mayGo(Index index) {
        return !index.enforced() && !index.definition().unique() && mayGoButForBeingUnique(index);
    }

    /** No constraint, though perhaps unique, and nothing else that speaks for it. */
    static boolean mayGoButForBeingUnique(Index index) {
        return !index.primary() && index.constraint() == null && !index.replicaIdentity() && !index.clustered();
    }

    /** The indexes of the table that are its own: the parts of a partitioned table's indexes are that one's. */
    static List<Index> own(Relation table) {
        return table.indexes().stream().filter(i -> i.partitionOf() == null).toList();
    }

    /** Tables of the user's own; what an extension brought along is its business. */
    static List<Relation> tables(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.ofExtension() == null && !r.temporary() && !OwnTables.isOtherForm(r))
                .toList();
    }
}
