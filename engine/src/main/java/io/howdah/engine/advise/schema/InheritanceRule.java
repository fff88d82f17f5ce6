package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Sees tables that inherit in the old way, without being partitions. */
public final class InheritanceRule implements TableRule {

    @Override
    public String slug() {
        return "inheritance";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.partitionBound() == null && !table.nature().parents().isEmpty()
                ? Stream.of(finding(table))
                : Stream.of();
    }

    private Finding finding(Relation table) {
        var parents = table.nature().parents().stream().map(p -> p.toString()).collect(joining(", "));
        return Finding.of(
                slug(),
                Severity.INFO,
                table.name().toString(),
                "%s inherits from %s".formatted(table.name(), parents),
                "Unique and foreign keys of the parent do not hold for its children, rows are routed by triggers, and statements are pruned by CHECK constraints alone. Partitions do all of that by themselves.",
                List.of(Evidence.catalog("no partition of it")));
    }
}
