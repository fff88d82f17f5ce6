package io.howdah.engine.advise.risk;

import static java.util.stream.Collectors.toSet;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sees keys and foreign keys of type integer or smallint whose values come near the type's end, by the largest value in
 * the column's statistics. Columns with a sequence of their own are left to {@link SequenceEndRule}, which knows better.
 *
 * <p>Such a key is filled by the application, or it refers to a wider key elsewhere and will fail when that one grows past it.
 */
public final class IntegerKeyEndRule implements Rule {

    private static final Threshold WARNING = new Threshold(
            "integer-key-end.used", 0.75, "share of the range", "ours: a large table can still be converted in peace");
    private static final Threshold CRITICAL =
            new Threshold("integer-key-end.critical", 0.9, "share of the range", "ours");

    @Override
    public String slug() {
        return "integer-key-end";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARNING, CRITICAL);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var fed = catalog.sequences().stream()
                .map(s -> s.ownerTable() + "." + s.ownerColumn())
                .collect(toSet());
        var findings = new ArrayList<Finding>();
        for (var relation : catalog.relations()) {
            keyColumns(relation)
                    .filter(c -> !fed.contains(relation.name() + "." + c.name()))
                    .filter(c -> used(c) >= scene.of(WARNING))
                    .map(c -> finding(scene, relation, c))
                    .forEach(findings::add);
        }
        return List.copyOf(findings);
    }

    private static Stream<Column> keyColumns(Relation relation) {
        var names = relation.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY || c.kind() == Constraint.Kind.FOREIGN_KEY)
                .flatMap(c -> c.columns().stream())
                .collect(toSet());
        return relation.columns().stream().filter(c -> names.contains(c.name()) && IntegerType.isNarrow(c.typeName()));
    }

    private static double used(Column column) {
        var statistics = column.statistics();
        return statistics == null ? 0 : largest(statistics) / IntegerType.maximum(column.typeName());
    }

    private static double largest(ColumnStatistics statistics) {
        var bounds = ArrayText.elements(statistics.histogramBounds());
        var last = bounds.isEmpty() ? bounds : bounds.subList(bounds.size() - 1, bounds.size());
        return Stream.concat(last.stream(), ArrayText.elements(statistics.mostCommonValues()).stream())
                .mapToDouble(Double::parseDouble)
                .max()
                .orElse(0);
    }

    private Finding finding(Scene scene, Relation relation, Column column) {
        double used = used(column);
        var subject = relation.name() + "." + column.name();
        var found = Finding.of(
                slug(),
                used >= scene.of(CRITICAL) ? Severity.CRITICAL : Severity.WARNING,
                "column " + subject,
                "the key " + subject + " has used " + Amount.share(used) + " of the range of " + column.type(),
                "At the end every INSERT fails with \"" + column.type()
                        + " out of range\". Make the column bigint, with those" + " that refer to it, before that.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "largest value at the last ANALYZE: "
                                + Amount.count(used * IntegerType.maximum(column.typeName())),
                        Map.of("used", used))));
        return new WiderKey(scene.catalog()).out(found, relation.name(), column.name());
    }
}
