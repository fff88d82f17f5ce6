package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Sees partitioned tables that were never analysed as a whole, as autovacuum never does. */
public final class ParentUnanalyzedRule implements Rule {

    private static final Threshold ROWS =
            new Threshold("parent-unanalyzed.rows", 10_000, "rows", "ours: in fewer a wrong estimate harms little");

    @Override
    public String slug() {
        return "parent-unanalyzed";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return Partitions.of(scene.catalog()).keySet().stream()
                .filter(t -> t.partitionBound() == null && t.statisticsVisible())
                .filter(t -> t.columns().stream().allMatch(c -> c.statistics() == null))
                .flatMap(t -> {
                    double rows = OwnTables.leaves(scene.catalog(), t).stream()
                            .mapToDouble(Relation::estimatedRows)
                            .sum();
                    return rows >= Math.max(1, scene.of(ROWS)) ? Stream.of(finding(t, rows)) : Stream.<Finding>of();
                })
                .toList();
    }

    private Finding finding(Relation table, double rows) {
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        table.name().toString(),
                        "%s has no statistics as a whole".formatted(table.name()),
                        "Autovacuum analyses the partitions, never the table over them. Joins, GROUP BY and DISTINCT over several partitions are planned with numbers out of thin air.",
                        List.of(Evidence.catalog(
                                "%,.0f rows in its partitions, no statistics of the table".formatted(rows))))
                .deciding(Decision.whether(
                        "analyse it, and on a schedule",
                        List.of(
                                "Reads a sample of all partitions; no lock that holds anybody up. Once a day, or after large loads."),
                        "ANALYZE " + table.name().quoted()));
    }
}
