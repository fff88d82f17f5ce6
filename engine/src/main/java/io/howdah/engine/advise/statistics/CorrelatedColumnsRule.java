package io.howdah.engine.advise.statistics;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.RowSamples.TogetherWanted;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.twin.Configuration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sees conditions on columns that go together, which the planner takes for independent.
 *
 * <p>The conditions are the statements' own. What they select is counted on a part of the rows; what the planner expects is asked of the
 * twin, without and with the extended statistics that ANALYZE would gather from these rows. Reported is only where the planner was
 * wrong and the statistics set it right.
 */
public final class CorrelatedColumnsRule implements StatisticsRule {

    static final String SLUG = "correlated-columns";

    private static final Threshold FACTOR = StatisticsRule.factor(SLUG);
    private static final Threshold ROWS = StatisticsRule.rows(SLUG);

    /** Conditions on the same columns that are looked at. */
    private static final int CONDITIONS = 3;

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FACTOR, ROWS);
    }

    @Override
    public List<Advice> advice(Scene scene) {
        var suspects = groups(scene).values().stream()
                .limit(Trial.GROUPS)
                .flatMap(group -> worst(group, scene).stream())
                .toList();
        return new Trial(SLUG, scene, scene.of(FACTOR)).advice(suspects);
    }

    private static Map<StatisticsDefinition, List<ComparedTogether>> groups(Scene scene) {
        return scene.planned().withValues().stream()
                .sorted((one, other) -> Double.compare(
                        other.statement().totalMs(), one.statement().totalMs()))
                .flatMap(form -> ComparedTogether.in(form, scene.catalog()).stream())
                .filter(c -> c.table().estimatedRows() >= scene.of(ROWS)
                        && !StatisticsSql.areThere(c.wanted(), scene.catalog()))
                .collect(groupingBy(ComparedTogether::wanted, LinkedHashMap::new, Collectors.toList()));
    }

    /** Of the conditions on the same columns the one that the planner misjudges most. */
    private static Optional<Misjudged> worst(List<ComparedTogether> group, Scene scene) {
        var byCondition = group.stream()
                .collect(groupingBy(ComparedTogether::condition, LinkedHashMap::new, Collectors.toList()));
        var forms = group.stream().map(ComparedTogether::form).distinct().toList();
        return byCondition.values().stream()
                .limit(CONDITIONS)
                .flatMap(same -> misjudged(same.getFirst(), forms, scene).stream())
                .filter(m -> m.isCertain() && m.factor(m.expected()) >= Trial.LEAST)
                .max(Comparator.comparingDouble(m -> m.factor(m.expected())));
    }

    private static Optional<Misjudged> misjudged(ComparedTogether one, List<Form> forms, Scene scene) {
        var wanted = new TogetherWanted(one.table().name(), one.columns(), one.condition());
        var seen = scene.planned().samples().together(List.of(wanted)).get(wanted);
        return seen == null || seen.rows() == 0
                ? Optional.empty()
                : Optional.of(
                        new Misjudged(one, seen, scene.planned().expected(Configuration.AS_IS, one.query()), forms));
    }
}
