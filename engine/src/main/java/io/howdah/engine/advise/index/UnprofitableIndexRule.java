package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names existing indexes whose upkeep is a noticeable part of what the workload costs. Whether their statements do as well
 * without is for {@link Drops} to prove.
 */
final class UnprofitableIndexRule {

    static final String SLUG = "unprofitable-index";

    /** Upkeep below this share of the workload's cost is not worth a change. */
    static final double NOTICEABLE = 0.001;

    private UnprofitableIndexRule() {}

    static List<DropCandidate> drops(Scene scene, Upkeep upkeep, Set<Candidate> chosen, double workloadCost) {
        var drops = new ArrayList<DropCandidate>();
        double all = upkeep.of(chosen, Set.of());
        for (Relation table : upkeep.written()) {
            for (Index index : table.indexes()) {
                if (index.valid()
                        && index.partitionOf() == null
                        && Droppable.mayGo(index)
                        && !ForeignKeys.isOnlyServant(table, index)) {
                    double cost = all - upkeep.of(chosen, without(index));
                    if (cost >= NOTICEABLE * (workloadCost + all)) {
                        drops.add(new DropCandidate(index, finding(scene, index, cost)));
                    }
                }
            }
        }
        return List.copyOf(drops);
    }

    private static Set<QualifiedName> without(Index index) {
        return new LinkedHashSet<>(List.of(index.name()));
    }

    private static Finding finding(Scene scene, Index index, double cost) {
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s costs its writes more than it gives".formatted(index.name()),
                "The workload's writes pay %s for keeping %s, and its statements do as well without: they have other indexes as good. %s"
                        .formatted(Figures.of(cost), index.name(), StatisticsAge.caveat(scene)),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "%,d scans, %,d kB".formatted(index.scans(), index.sizeBytes() / 1024),
                                Map.of("scans", (double) index.scans(), "size_bytes", (double) index.sizeBytes()))));
    }
}
