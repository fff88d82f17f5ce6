package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;

/** Sees default partitions that hold rows. */
public final class DefaultPartitionRule implements Rule {

    private static final Threshold ROWS =
            new Threshold("default-partition.rows", 1, "rows", "a default partition is to stay empty");

    @Override
    public String slug() {
        return "default-partition";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        Partitions.of(scene.catalog())
                .forEach((table, partitions) -> partitions.stream()
                        .filter(p ->
                                Partitions.isDefault(p) && partitions.size() > 1 && p.estimatedRows() >= scene.of(ROWS))
                        .forEach(p -> findings.add(finding(table, p))));
        return List.copyOf(findings);
    }

    private Finding finding(Relation table, Relation partition) {
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        partition.name().toString(),
                        "%,.0f rows landed in the default partition %s"
                                .formatted(partition.estimatedRows(), partition.name()),
                        "A partition for their values cannot be made while they are there, retention passes them by, and every statement on later values reads them as well.",
                        List.of(Evidence.catalog("%s is the default partition of %s, %s"
                                .formatted(partition.name(), table.name(), table.partitionKey()))))
                .costing(Cost.ofBytes(partition.heapBytes()))
                .deciding(Decision.whether(
                        "move them out",
                        List.of(
                                "In one transaction: the default detached, the partitions made that its rows need, the rows inserted into the table, the empty default attached again. Writes wait meanwhile."),
                        "ALTER TABLE " + table.name().quoted() + " DETACH PARTITION "
                                + partition.name().quoted()));
    }
}
