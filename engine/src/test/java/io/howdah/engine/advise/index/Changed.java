package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Catalogs that differ from a real one in a single respect. */
final class Changed {

    private Changed() {}

    static Catalog activity(Catalog c, Activity activity) {
        return c.withActivity(activity);
    }

    static Catalog indexes(Catalog c, UnaryOperator<Index> change) {
        return c.withRelations(c.relations().stream()
                .map(r ->
                        r.grown(1, r.columns(), r.indexes().stream().map(change).toList()))
                .toList());
    }

    static Index scans(Index i, long scans) {
        return scans(i, scans, i.lastScan());
    }

    static Index scans(Index i, long scans, @Nullable Instant lastScan) {
        return new Index(
                i.oid(),
                i.name(),
                i.definition(),
                i.definitionSql(),
                i.primary(),
                i.enforced(),
                i.constraint(),
                i.replicaIdentity(),
                i.clustered(),
                i.valid(),
                i.pages(),
                i.tuples(),
                i.sizeBytes(),
                i.treeHeight(),
                scans,
                i.tuplesRead(),
                i.tuplesFetched(),
                lastScan,
                i.expressionStatistics(),
                i.partitionOf(),
                i.density(),
                i.gin());
    }
}
