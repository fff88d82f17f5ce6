package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sees tables of which nearly all rows lie in one of several list or hash partitions. */
public final class UnevenPartitionsRule implements Rule {

    private static final Threshold SHARE =
            new Threshold("uneven-partitions.share", 0.9, "share", "ours: what is left is hardly worth dividing");
    private static final Threshold ROWS =
            new Threshold("uneven-partitions.rows", 10_000, "rows", "ours: fewer may be the beginning of a load");

    @Override
    public String slug() {
        return "uneven-partitions";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        Partitions.of(scene.catalog()).forEach((table, partitions) -> {
            double all =
                    partitions.stream().mapToDouble(Relation::estimatedRows).sum();
            var largest = partitions.stream().max(Comparator.comparingDouble(Relation::estimatedRows));
            boolean ranges =
                    Objects.requireNonNullElse(table.partitionKey(), "").startsWith("RANGE");
            if (!ranges
                    && partitions.size() > 2
                    && all >= Math.max(1, scene.of(ROWS))
                    && largest.isPresent()
                    && largest.get().estimatedRows() >= scene.of(SHARE) * all) {
                findings.add(finding(table, largest.get(), all));
            }
        });
        return List.copyOf(findings);
    }

    private Finding finding(Relation table, Relation largest, double all) {
        double share = largest.estimatedRows() / all;
        return Finding.of(
                slug(),
                Severity.INFO,
                table.name().toString(),
                "%s of the rows of %s lie in one partition".formatted(Figures.percent(share), table.name()),
                "Vacuum, index builds and scans of that one are as long as of the whole; the others only cost planning.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "%s: %,.0f of %,.0f rows".formatted(largest.name(), largest.estimatedRows(), all),
                        Map.of("share", share))));
    }
}
