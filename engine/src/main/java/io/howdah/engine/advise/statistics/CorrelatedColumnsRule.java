package io.howdah.engine.advise.statistics;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.RowSamples.TogetherWanted;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees conditions on columns that go together, which the planner takes for independent.
 *
 * <p>The conditions are the statements' own. What they select is counted on a part of the rows; what the planner expects is asked of the
 * twin, without and with the extended statistics that ANALYZE would gather from these rows. Reported is only where the planner was
 * wrong and the statistics set it right.
 */
public final class CorrelatedColumnsRule implements Rule {

    static final String SLUG = "correlated-columns";

    private static final Threshold FACTOR = new Threshold(
            "correlated-columns.factor",
            10,
            "times",
            "pev2 marks a node whose rows are misjudged ten times; less counts where a plan changes");

    private static final Threshold ROWS =
            new Threshold("correlated-columns.rows", 10_000, "rows of the table", "ours: any plan is fast on fewer");

    /** From here on a changed plan is a finding; the planner's own estimates err as much. */
    private static final double LEAST = 2;

    /** Groups of columns that are looked at, those of the costliest statements first. */
    private static final int GROUPS = 24;

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FACTOR, ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var misjudged = misjudged(scene);
        if (misjudged.isEmpty()) {
            return List.of();
        }
        Set<Structure> structures = misjudged.stream().map(Misjudged::structure).collect(Collectors.toSet());
        var with = Configuration.AS_IS.building(structures);
        var forms =
                misjudged.stream().flatMap(m -> m.forms().stream()).distinct().toList();
        var changed = scene.planned().under(with, forms);
        return misjudged.stream()
                .flatMap(m -> new Judged(
                                m,
                                scene.planned().expected(with, m.query()),
                                changed.stream()
                                        .filter(c -> c.isOther() && m.forms().contains(c.before()))
                                        .toList())
                        .finding(scene, scene.of(FACTOR)).stream())
                .toList();
    }

    /** For each group of columns the condition that the planner misjudges most. */
    private static List<Misjudged> misjudged(Scene scene) {
        var worst = new ArrayList<Misjudged>();
        for (var group : groups(scene).values().stream().limit(GROUPS).toList()) {
            worst(group, scene).ifPresent(worst::add);
        }
        return worst;
    }

    private record Columns(QualifiedName table, List<String> names) {}

    private static Map<Columns, List<ComparedTogether>> groups(Scene scene) {
        return scene.planned().withValues().stream()
                .sorted((one, other) -> Double.compare(
                        other.statement().totalMs(), one.statement().totalMs()))
                .flatMap(form -> ComparedTogether.in(form, scene.catalog()).stream())
                .filter(c -> c.table().estimatedRows() >= scene.of(ROWS) && !isKnown(c, scene.catalog()))
                .collect(groupingBy(
                        c -> new Columns(c.table().name(), c.columns()), LinkedHashMap::new, Collectors.toList()));
    }

    /** Whether there are extended statistics on these columns already. */
    private static boolean isKnown(ComparedTogether compared, Catalog catalog) {
        var numbers = compared.columns().stream()
                .map(c -> compared.table().column(c).orElseThrow().number())
                .toList();
        return catalog.extendedStatistics().stream()
                .filter(s -> s.table().equals(compared.table().name()))
                .flatMap(s -> s.data().stream())
                .flatMap(d -> d.dependencies().stream())
                .anyMatch(d -> d.attributes().containsAll(numbers));
    }

    private static Optional<Misjudged> worst(List<ComparedTogether> group, Scene scene) {
        var byCondition = group.stream()
                .collect(groupingBy(ComparedTogether::condition, LinkedHashMap::new, Collectors.toList()));
        var forms = group.stream().map(ComparedTogether::form).distinct().toList();
        @Nullable Misjudged worst = null;
        for (var same : byCondition.values().stream().limit(3).toList()) {
            var one = same.getFirst();
            var wanted = new TogetherWanted(one.table().name(), one.columns(), one.condition());
            var seen = scene.planned().samples().together(List.of(wanted)).get(wanted);
            if (seen == null || seen.rows() == 0) {
                continue;
            }
            var query = Misjudged.query(one.table(), one.condition());
            double expected = scene.planned().expected(Configuration.AS_IS, query);
            var found = new Misjudged(one.table(), wanted, seen, query, expected, forms);
            if (found.isCertain() && found.factor() >= LEAST && (worst == null || found.factor() > worst.factor())) {
                worst = found;
            }
        }
        return Optional.ofNullable(worst);
    }
}
