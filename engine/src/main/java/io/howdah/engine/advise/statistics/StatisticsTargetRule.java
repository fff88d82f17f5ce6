package io.howdah.engine.advise.statistics;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples.Counted;
import io.howdah.engine.catalog.RowSamples.ExpressionWanted;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.engine.twin.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees columns of whose values the planner knows too few.
 *
 * <p>How many rows a statement's condition selects is counted on the server, within a time limit. What ANALYZE would gather with a larger
 * target is drawn from the rows as it draws them, and the twin plans with it. Reported is only where that sets the estimate right, and
 * where the statistics are not merely old.
 */
public final class StatisticsTargetRule implements StatisticsRule {

    static final String SLUG = "statistics-target";

    private static final Threshold FACTOR = StatisticsRule.factor(SLUG);
    private static final Threshold ROWS = StatisticsRule.rows(SLUG);

    /** Targets that are tried, the smallest that does is proposed. */
    private static final List<Integer> TARGETS = List.of(500, 1000);

    /** {@code default_statistics_target} where it is not known. */
    private static final int USUAL = 100;

    /** Above this share of the rows changed since ANALYZE, statistics are old (autovacuum_analyze_scale_factor). */
    private static final double OLD = 0.1;

    /** Rows in a part of the table that must be there, or must have been expected there, before all rows are counted. */
    private static final double SEEN = 5;

    /** Columns that are looked at, and conditions on each that are counted: each may read the whole table, where a part shows that it is worth it. */
    private static final int COLUMNS = 8;

    private static final int CONDITIONS = 2;

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FACTOR, ROWS);
    }

    /** A condition that is wrongly judged. */
    private record Wrong(ComparedAlone compared, double counted, double expected, List<Form> forms) {

        double factor() {
            return MisjudgedValue.factor(counted, expected);
        }
    }

    @Override
    public List<Advice> advice(Scene scene) {
        var wrong = groups(scene).values().stream()
                .limit(COLUMNS)
                .flatMap(group -> worst(group, scene).stream())
                .toList();
        var suspects = new ArrayList<MisjudgedValue>();
        for (int target : TARGETS) {
            var open = wrong.stream()
                    .filter(w -> target(w.compared(), scene.catalog()) < target
                            && suspects.stream().noneMatch(s -> s.compared().equals(w.compared())))
                    .toList();
            suspects.addAll(mended(open, target, scene));
        }
        return new Trial(SLUG, scene, scene.of(FACTOR)).advice(suspects);
    }

    private static Map<String, List<ComparedAlone>> groups(Scene scene) {
        return scene.planned().withValues().stream()
                .sorted(Comparator.comparingDouble(
                        (Form form) -> -form.statement().totalMs()))
                .flatMap(form -> ComparedAlone.in(form, scene.catalog()).stream())
                .filter(c -> c.table().estimatedRows() >= scene.of(ROWS) && isFresh(c.table()) && mayBeTooShort(c))
                .collect(groupingBy(ComparedAlone::subject, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean isFresh(Relation table) {
        var use = table.use();
        return use != null && use.modifiedSinceAnalyze() <= OLD * table.estimatedRows();
    }

    /** Whether there are values beside those that the statistics name, and this is one. */
    private static boolean mayBeTooShort(ComparedAlone compared) {
        var statistics = compared.column().statistics();
        if (statistics == null || statistics.distinct() == -1) {
            return false;
        }
        var common = statistics.mostCommonValues();
        var known = common == null ? List.<String>of() : ArrayText.elements(common);
        var value = compared.value();
        return statistics.distinctAmong(compared.table().estimatedRows()) > known.size()
                && (value == null || !known.contains(value));
    }

    private static Optional<Wrong> worst(List<ComparedAlone> group, Scene scene) {
        var forms = group.stream().map(ComparedAlone::form).distinct().toList();
        var byCondition =
                group.stream().collect(groupingBy(ComparedAlone::condition, LinkedHashMap::new, Collectors.toList()));
        return byCondition.values().stream()
                .limit(CONDITIONS)
                .flatMap(same -> wrong(same.getFirst(), forms, scene).stream())
                .filter(w -> w.factor() >= Trial.LEAST)
                .max(Comparator.comparingDouble(Wrong::factor));
    }

    private static Optional<Wrong> wrong(ComparedAlone one, List<Form> forms, Scene scene) {
        var part = counted(one, false, scene);
        if (part == null || part.rows() == 0) {
            return Optional.empty();
        }
        double expected = scene.planned().expected(Configuration.AS_IS, one.query());
        if (!looksWrong(one, part, expected)) {
            return Optional.empty();
        }
        return Optional.ofNullable(counted(one, true, scene))
                .map(all -> new Wrong(one, all.matching(), expected, forms));
    }

    private static @Nullable Counted counted(ComparedAlone one, boolean whole, Scene scene) {
        var wanted = one.counted(whole);
        return scene.planned().samples().counted(List.of(wanted)).get(wanted);
    }

    /** Whether it is worth reading all rows for; not where the expected number is not known. */
    private static boolean looksWrong(ComparedAlone one, Counted part, double expected) {
        double share = part.rows() / Math.max(part.rows(), one.table().estimatedRows());
        return Math.max(part.matching(), expected * share) >= SEEN
                && MisjudgedValue.factor(part.matching() / share, expected) >= Trial.LEAST;
    }

    private static int target(ComparedAlone compared, Catalog catalog) {
        var own = compared.column().statisticsTarget();
        return own != null
                ? own
                : catalog.setting("default_statistics_target")
                        .map(s -> Integer.parseInt(s.value()))
                        .orElse(USUAL);
    }

    /** Those that the statistics which a target gathers set right. */
    private static List<MisjudgedValue> mended(List<Wrong> wrong, int target, Scene scene) {
        var gathered =
                wrong.stream().flatMap(w -> at(w, target, scene).stream()).toList();
        if (gathered.isEmpty()) {
            return List.of();
        }
        var with = Configuration.AS_IS.building(
                gathered.stream().map(MisjudgedValue::structure).collect(Collectors.toSet()));
        return gathered.stream()
                .filter(g -> Trial.isMended(g, scene.planned().expected(with, g.query())))
                .toList();
    }

    private static Optional<MisjudgedValue> at(Wrong wrong, int target, Scene scene) {
        var compared = wrong.compared();
        var wanted = new ExpressionWanted(
                compared.table().name(), Name.quoted(compared.column().name()), target);
        Optional<ColumnStatistics> gathered = Optional.ofNullable(
                scene.planned().samples().statistics(List.of(wanted)).get(wanted));
        return gathered.map(statistics -> new MisjudgedValue(
                compared,
                wrong.counted(),
                wrong.expected(),
                wrong.forms(),
                SetStatisticsTarget.on(
                        scene.catalog(),
                        compared.table().name(),
                        compared.column().name(),
                        target),
                statistics));
    }
}
