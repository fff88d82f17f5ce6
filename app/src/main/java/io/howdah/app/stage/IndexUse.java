package io.howdah.app.stage;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.Comparator;
import java.util.List;

/** How the indexes of a database are used. */
public final class IndexUse {

    private IndexUse() {}

    /**
     * The indexes that hold entries, the least scanned first and of these the largest: those on partitioned tables hold none,
     * and the server counts the scans of their parts.
     */
    public static List<Index> leastFirst(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.kind() != Relation.Kind.PARTITIONED_TABLE)
                .flatMap(r -> r.indexes().stream())
                .sorted(Comparator.comparingLong(Index::scans)
                        .thenComparing(Index::sizeBytes, Comparator.reverseOrder())
                        .thenComparing(Index::name))
                .toList();
    }
}
