package io.howdah.engine.advise.partition;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;

/** Sees partitions whose storage parameters differ from those of most others: forgotten when they were made. */
public final class PartitionParametersRule implements Rule {

    @Override
    public String slug() {
        return "partition-parameters";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        Partitions.of(scene.catalog()).forEach((table, partitions) -> {
            var plain = partitions.stream()
                    .filter(p -> p.kind() == Relation.Kind.TABLE && !Partitions.isDefault(p))
                    .toList();
            var last = plain.isEmpty()
                    ? null
                    : Bounds.of(plain).stream()
                            .reduce((a, b) -> b)
                            .map(Bounds::partition)
                            .orElse(plain.getLast());
            var with = plain.stream().filter(p -> !p.options().isEmpty()).toList();
            if (last != null && last.options().isEmpty() && 2 * with.size() >= plain.size() && with.size() >= 2) {
                findings.add(finding(table, last, with));
            }
        });
        return List.copyOf(findings);
    }

    private Finding finding(Relation table, Relation last, List<Relation> with) {
        var options = with.getLast().options().entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .sorted()
                .collect(joining(", "));
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        last.name().toString(),
                        "the newest partition of %s lacks the storage parameters of the others".formatted(table.name()),
                        "A partition does not inherit them: what was set for vacuum or fillfactor ends with the partitions that had it set by hand.",
                        List.of(Evidence.catalog(
                                "%d partitions have %s; %s has none".formatted(with.size(), options, last.name()))))
                .deciding(Decision.whether(
                        "give it the same, and let what makes partitions do so",
                        List.of("Takes effect for rows written from now on."),
                        "ALTER TABLE " + last.name().quoted() + " SET (" + options + ")"));
    }
}
