package io.howdah.engine.advise.statistics;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.twin.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sees groups over columns that go together, of which the planner expects far too many.
 *
 * <p>It multiplies the numbers of values of the columns. How many combinations there are is counted on a part of the rows; reported is
 * only where the planner was wrong and, told the number, is right.
 */
public final class GroupedColumnsRule implements StatisticsRule {

    static final String SLUG = "grouped-columns";

    private static final Threshold FACTOR = StatisticsRule.factor(SLUG);
    private static final Threshold ROWS = StatisticsRule.rows(SLUG);

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
                .flatMap(same -> suspect(same, scene).stream())
                .toList();
        return new Trial(SLUG, scene, scene.of(FACTOR)).advice(suspects);
    }

    private static Map<String, List<GroupedTogether>> groups(Scene scene) {
        return scene.planned().mostFrequent().stream()
                .sorted((one, other) -> Double.compare(
                        other.statement().totalMs(), one.statement().totalMs()))
                .flatMap(form -> GroupedTogether.in(form, scene.catalog()).stream())
                .filter(g -> g.table().estimatedRows() >= scene.of(ROWS)
                        && !StatisticsSql.areThere(g.wanted(), scene.catalog()))
                .collect(groupingBy(GroupedTogether::query, LinkedHashMap::new, Collectors.toList()));
    }

    private static Optional<MisjudgedGroups> suspect(List<GroupedTogether> same, Scene scene) {
        var one = same.getFirst();
        var wanted = KeysWanted.combined(
                one.table().name(), one.columns().stream().map(Name::quoted).toList());
        var seen = scene.planned().samples().spectra(List.of(wanted)).get(wanted);
        if (seen == null) {
            return Optional.empty();
        }
        double expected = scene.planned().expected(Configuration.AS_IS, one.query());
        var forms = same.stream().map(GroupedTogether::form).distinct().toList();
        var found = new MisjudgedGroups(one, expected, seen.distinct(one.table().estimatedRows()), forms);
        return Optional.of(found).filter(f -> f.factor(expected) >= Trial.LEAST);
    }
}
