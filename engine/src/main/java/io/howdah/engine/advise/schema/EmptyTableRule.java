package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sees tables without rows that nobody wrote to or read for long: one finding for all. */
public final class EmptyTableRule implements Rule {

    private static final int SHOWN = 10;
    private static final Threshold DAYS =
            new Threshold("empty-table.days", 35, "days", "longer than a month, so that monthly work has run");

    @Override
    public String slug() {
        return "empty-table";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DAYS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var reset = scene.catalog().activity().statisticsReset();
        long days = reset == null
                ? 0
                : Duration.between(reset, scene.catalog().readAt()).toDays();
        if (reset == null || days < scene.of(DAYS)) {
            return List.of();
        }
        var empty = OwnTables.of(scene.catalog()).stream()
                .filter(t -> isUnused(scene, t) && !isReferenced(scene, t) && !isParent(scene, t))
                .toList();
        return empty.isEmpty() ? List.of() : List.of(finding(empty, days));
    }

    /** Each index and each foreign key scans the table, or each of its partitions, once when it is made. */
    private static boolean isUnused(Scene scene, Relation table) {
        int parts = Math.max(1, OwnTables.leaves(scene.catalog(), table).size());
        int made = parts * (table.indexes().size() + table.constraints().size());
        var use = table.use();
        return use != null
                && table.heapBytes() == 0
                && use.inserted() + use.updated() + use.deleted() == 0
                && use.sequentialScans() <= made
                && use.indexScans() == 0;
    }

    /** A lookup table may be empty and its foreign keys serve all the same. */
    private static boolean isReferenced(Scene scene, Relation table) {
        return scene.catalog().relations().stream()
                .flatMap(r -> r.constraints().stream())
                .anyMatch(c -> table.name().equals(c.referenced()));
    }

    private static boolean isParent(Scene scene, Relation table) {
        return scene.catalog().relations().stream()
                .anyMatch(r -> r.partitionBound() == null
                        && (r.nature().parents().contains(table.name())
                                || table.name().equals(r.parent())));
    }

    private Finding finding(List<Relation> empty, long days) {
        var names = empty.stream().map(t -> t.name().toString()).sorted().toList();
        var shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return Finding.of(
                slug(),
                Severity.INFO,
                "empty tables",
                names.size() == 1
                        ? "a table has no rows, and nobody asked it for any"
                        : "%d tables have no rows, and nobody asked them for any".formatted(names.size()),
                "Neither written nor read since the counters began, on this server. What was planned and never built, or is over, misleads those who read the schema, and each migration carries it along.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        shown + (names.size() > SHOWN ? " and others" : "") + "; counted for " + days + " days",
                        Map.of("tables", (double) names.size(), "days", (double) days))));
    }
}
