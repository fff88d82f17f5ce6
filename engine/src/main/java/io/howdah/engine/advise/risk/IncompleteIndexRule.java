package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.List;

/**
 * Sees indexes of partitioned tables that lack a part: they stay invalid until each partition has its own attached (manual,
 * section 5.12.2.2). New partitions get theirs all the same, so that only some partitions answer quickly.
 */
public final class IncompleteIndexRule implements Rule {

    @Override
    public String slug() {
        return "incomplete-index";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.relations().stream()
                .filter(r -> r.kind() == Relation.Kind.PARTITIONED_TABLE)
                .flatMap(r -> r.indexes().stream())
                .filter(i -> !i.valid())
                .map(i -> finding(catalog, i))
                .toList();
    }

    private Finding finding(Catalog catalog, Index index) {
        var without = catalog.relations().stream()
                .filter(r -> index.table().equals(r.parent()))
                .filter(r -> r.indexes().stream().noneMatch(i -> index.name().equals(i.partitionOf())))
                .map(r -> r.name().toString())
                .toList();
        return Finding.of(
                slug(),
                Severity.NOTICE,
                "index " + index.name(),
                "the index " + index.name() + " on the partitioned table " + index.table() + " is not complete",
                "Some partitions lack their part of it. Build each with CREATE INDEX CONCURRENTLY on the partition, then ALTER INDEX "
                        + index.name().quoted() + " ATTACH PARTITION.",
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        Evidence.catalog("without a part: " + String.join(", ", without))));
    }
}
