package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sees tables in so many partitions that planning suffers. */
public final class ManyPartitionsRule implements Rule {

    private static final Threshold PARTITIONS = new Threshold(
            "many-partitions.count",
            1000,
            "partitions",
            "the manual (5.12.6) names a few thousand that are pruned well; without pruning each costs planning time and memory in each session");

    @Override
    public String slug() {
        return "many-partitions";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PARTITIONS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return Partitions.of(scene.catalog()).keySet().stream()
                .filter(t -> t.partitionBound() == null)
                .flatMap(t -> {
                    int leaves = OwnTables.leaves(scene.catalog(), t).size();
                    return leaves >= Math.max(2, scene.of(PARTITIONS))
                            ? Stream.of(finding(t, leaves))
                            : Stream.<Finding>of();
                })
                .toList();
    }

    private Finding finding(Relation table, int leaves) {
        return Finding.of(
                slug(),
                Severity.NOTICE,
                table.name().toString(),
                "%s has %,d partitions".formatted(table.name(), leaves),
                "A statement that is not pruned opens, locks and plans them all, and each session keeps what it knows of them. Longer stretches, or the old ones dropped, make them fewer.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "%,d partitions that hold rows, %s".formatted(leaves, table.partitionKey()),
                        Map.of("partitions", (double) leaves))));
    }
}
