package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Sees tables partitioned by time whose last partition ends soon, or has ended. */
public final class FuturePartitionsRule implements Rule {

    private static final Threshold DAYS =
            new Threshold("future-partitions.days", 14, "days", "ours: time to notice, to make them and to test it");

    @Override
    public String slug() {
        return "future-partitions";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DAYS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        Partitions.of(scene.catalog()).forEach((table, partitions) -> {
            var bounds = Bounds.of(partitions);
            if (!bounds.isEmpty() && !endsWith(table, bounds.getLast())) {
                var last = bounds.getLast();
                boolean open = partitions.stream().anyMatch(Partitions::isDefault);
                last.end()
                        .filter(end ->
                                end.isBefore(scene.catalog().readAt().plus(Duration.ofDays((long) scene.of(DAYS)))))
                        .filter(end -> end.isAfter(scene.catalog().readAt().minus(Duration.ofDays(366))) || open)
                        .ifPresent(end -> findings.add(finding(scene, table, bounds, end, open)));
            }
        });
        return List.copyOf(findings);
    }

    /** Whether the table is itself a partition that has no room after this one. */
    private static boolean endsWith(Relation table, Bounds last) {
        var own = Bounds.of(table).flatMap(Bounds::end);
        var end = last.end();
        return own.isPresent() && end.isPresent() && !own.get().isAfter(end.get());
    }

    private Finding finding(Scene scene, Relation table, List<Bounds> bounds, Instant end, boolean open) {
        boolean over = end.isBefore(scene.catalog().readAt());
        var last = bounds.getLast().partition();
        var stretch = Stretch.of(scene.catalog(), bounds);
        var at = stretch.map(Stretch::written)
                .orElseGet(() -> end.atOffset(ZoneOffset.UTC).toString());
        return Finding.of(
                        slug(),
                        open ? Severity.WARNING : Severity.CRITICAL,
                        table.name().toString(),
                        over
                                ? "the last partition of %s has ended on %s".formatted(table.name(), at)
                                : "the last partition of %s ends on %s".formatted(table.name(), at),
                        open
                                ? "Rows after it land in the default partition, and from the first one on a new partition can be made only after they were moved out of there."
                                : "There is no default partition: after that every INSERT of a later row fails with \"no partition of relation found for row\".",
                        List.of(Evidence.catalog(last.name() + ": " + last.partitionBound())))
                .deciding(Decision.whether(
                        "make the next ones, and have them made from now on",
                        List.of(
                                "Takes a short exclusive lock on the table, and a scan of the default partition where there is one."),
                        stretch.map(s -> next(table, s)).orElseGet(() -> new String[0])));
    }

    /** Three more, each as long as the last. */
    private static String[] next(Relation table, Stretch last) {
        var sql = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var name = new QualifiedName(
                    table.name().schema(), Name.limited(table.name().name() + "_" + last.stamp(i)));
            sql.add("CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s') TO ('%s')"
                    .formatted(name.quoted(), table.name().quoted(), literal(last.end(i)), literal(last.end(i + 1))));
        }
        return sql.toArray(String[]::new);
    }

    private static String literal(Instant moment) {
        return moment.toString().replace('T', ' ').replace("Z", "+00");
    }
}
