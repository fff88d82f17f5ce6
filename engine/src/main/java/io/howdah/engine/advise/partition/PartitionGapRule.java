package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;

/** Sees ranges that no partition covers, between two that are covered. */
public final class PartitionGapRule implements Rule {

    @Override
    public String slug() {
        return "partition-gap";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        Partitions.of(scene.catalog()).forEach((table, partitions) -> {
            var bounds = Bounds.of(partitions);
            boolean open = partitions.stream().anyMatch(Partitions::isDefault);
            for (int i = 1; i < bounds.size(); i++) {
                if (!bounds.get(i - 1).to().equals(bounds.get(i).from())) {
                    findings.add(finding(table, bounds.get(i - 1), bounds.get(i), open));
                }
            }
        });
        return List.copyOf(findings);
    }

    private Finding finding(Relation table, Bounds before, Bounds after, boolean open) {
        return new Finding(
                        slug(),
                        slug() + ":" + table.name() + ":" + before.to(),
                        open ? Severity.NOTICE : Severity.WARNING,
                        table.name().toString(),
                        "%s has no partition from %s to %s".formatted(table.name(), before.to(), after.from()),
                        open
                                ? "Rows of that range land in the default partition."
                                : "Rows of that range are refused. Where the partition was dropped for good, nothing is amiss.",
                        List.of(
                                Evidence.catalog(before.partition().name() + ": "
                                        + before.partition().partitionBound()),
                                Evidence.catalog(after.partition().name() + ": "
                                        + after.partition().partitionBound())))
                .deciding(Decision.whether(
                        "close it",
                        List.of("A short exclusive lock on the table."),
                        "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM (%s) TO (%s)"
                                .formatted(
                                        new QualifiedName(
                                                        table.name().schema(),
                                                        before.partition()
                                                                        .name()
                                                                        .name() + "_next")
                                                .quoted(),
                                        table.name().quoted(),
                                        before.to(),
                                        after.from())));
    }
}
