package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Catalogs that differ from a real one in a single respect. */
final class Changed {

    private Changed() {}

    static Catalog activity(Catalog c, Activity activity) {
        return catalog(c, c.relations(), activity);
    }

    static Catalog indexes(Catalog c, UnaryOperator<Index> change) {
        var relations = c.relations().stream().map(r -> relation(r, change)).toList();
        return catalog(c, relations, c.activity());
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
                i.density());
    }

    private static Relation relation(Relation r, UnaryOperator<Index> change) {
        return new Relation(
                r.oid(),
                r.name(),
                r.kind(),
                r.temporary(),
                r.unlogged(),
                r.owner(),
                r.pages(),
                r.tuples(),
                r.allVisiblePages(),
                r.heapBytes(),
                r.toastBytes(),
                r.columns(),
                r.indexes().stream().map(change).toList(),
                r.constraints(),
                r.options(),
                r.use(),
                r.parent(),
                r.partitionKey(),
                r.partitionBound(),
                r.ofExtension(),
                r.viewDefinition(),
                r.rowSecurity(),
                r.rowSecurityForced(),
                r.statisticsVisible(),
                r.nature());
    }

    private static Catalog catalog(Catalog c, List<Relation> relations, Activity activity) {
        return new Catalog(
                c.server(),
                c.database(),
                c.databaseBytes(),
                c.readAt(),
                relations,
                c.sequences(),
                c.settings(),
                c.extensions(),
                activity,
                c.unseen(),
                c.types(),
                c.locale(),
                c.roleSettings(),
                c.extendedStatistics(),
                c.definitions());
    }
}
