package io.howdah.engine.advise.statistics;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.PlanDifference;
import io.howdah.engine.advise.Planned.Changed;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sees groups over columns that go together, of which the planner expects far too many.
 *
 * <p>It multiplies the numbers of values of the columns. How many combinations there are is counted on a part of the rows; reported is
 * only where the planner was wrong and, told the number, is right.
 */
public final class GroupedColumnsRule implements Rule {

    static final String SLUG = "grouped-columns";

    private static final Threshold FACTOR = new Threshold(
            "grouped-columns.factor",
            10,
            "times",
            "pev2 marks a node whose rows are misjudged ten times; less counts where a plan changes");

    private static final Threshold ROWS =
            new Threshold("grouped-columns.rows", 10_000, "rows of the table", "ours: any plan is fast on fewer");

    /** From here on a changed plan is a finding; the count on a part of the rows errs as much. */
    private static final double LEAST = 2;

    private static final int GROUPS = 24;

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FACTOR, ROWS);
    }

    /**
     * A group of columns that is wrongly judged.
     *
     * @param expected combinations, by the planner
     * @param counted combinations, from those seen in a part of the rows
     */
    private record Judged(GroupedTogether grouped, double expected, double counted, List<Form> forms) {

        double factor() {
            return factor(expected);
        }

        double factor(double groups) {
            return Math.max(groups / counted, counted / groups);
        }

        Structure structure() {
            return new Structure.DistinctTogether(grouped.table().name(), grouped.columns(), Math.rint(counted));
        }
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var judged = judged(scene);
        if (judged.isEmpty()) {
            return List.of();
        }
        Set<Structure> structures = judged.stream().map(Judged::structure).collect(Collectors.toSet());
        var with = Configuration.AS_IS.building(structures);
        var findings = new ArrayList<Finding>();
        for (var one : judged) {
            double then = scene.planned().expected(with, one.grouped().query());
            var changed = scene.planned().under(with, one.forms()).stream()
                    .filter(Changed::isOther)
                    .toList();
            boolean matters = !changed.isEmpty() || one.factor() >= scene.of(FACTOR);
            if (matters && one.factor(then) <= Math.sqrt(one.factor())) {
                findings.add(finding(one, then, changed, scene));
            }
        }
        return List.copyOf(findings);
    }

    private static List<Judged> judged(Scene scene) {
        var judged = new ArrayList<Judged>();
        for (var same : groups(scene).values().stream().limit(GROUPS).toList()) {
            var one = same.getFirst();
            var wanted = KeysWanted.combined(
                    one.table().name(), one.columns().stream().map(Name::quoted).toList());
            var seen = scene.planned().samples().spectra(List.of(wanted)).get(wanted);
            if (seen != null) {
                double expected = scene.planned().expected(Configuration.AS_IS, one.query());
                var forms = same.stream().map(GroupedTogether::form).distinct().toList();
                var found = new Judged(one, expected, seen.distinct(one.table().estimatedRows()), forms);
                if (Double.isFinite(expected) && found.factor() >= LEAST) {
                    judged.add(found);
                }
            }
        }
        return judged;
    }

    private static Map<String, List<GroupedTogether>> groups(Scene scene) {
        return scene.planned().mostFrequent().stream()
                .sorted((one, other) -> Double.compare(
                        other.statement().totalMs(), one.statement().totalMs()))
                .flatMap(form -> GroupedTogether.in(form, scene.catalog()).stream())
                .filter(g -> g.table().estimatedRows() >= scene.of(ROWS) && !isKnown(g, scene))
                .collect(groupingBy(GroupedTogether::query, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean isKnown(GroupedTogether grouped, Scene scene) {
        var numbers = grouped.columns().stream()
                .map(c -> grouped.table().column(c).orElseThrow().number())
                .toList();
        return scene.catalog().extendedStatistics().stream()
                .filter(s -> s.table().equals(grouped.table().name()))
                .flatMap(s -> s.data().stream())
                .flatMap(d -> d.distinct().stream())
                .anyMatch(d -> d.attributes().containsAll(numbers));
    }

    private static Finding finding(Judged judged, double then, List<Changed> changed, Scene scene) {
        Relation table = judged.grouped().table();
        var columns = String.join(", ", judged.grouped().columns());
        return Finding.of(
                        SLUG,
                        changed.isEmpty() ? Severity.INFO : Severity.NOTICE,
                        table.name() + " (" + columns + ")",
                        "the planner expects %s groups of %s in %s where there are about %s"
                                .formatted(
                                        Amount.count(judged.expected()),
                                        columns,
                                        table.name(),
                                        Amount.count(judged.counted())),
                        "It multiplies the numbers of values of each column. Groups that would fit into memory are sorted, and what"
                                + " follows is chosen for another number. Extended statistics tell it how many combinations there are;"
                                + " they are gathered by ANALYZE and cost nothing else.",
                        evidence(judged, then, changed))
                .costing(Cost.ofTime(Math.min(
                        1,
                        changed.stream()
                                .map(c -> c.before().statement())
                                .distinct()
                                .mapToDouble(s -> StatementFindings.share(s, scene))
                                .sum())))
                .mendedBy(StatisticsSql.remedy(table.name(), judged.grouped().columns(), "ndistinct"));
    }

    private static List<Evidence> evidence(Judged judged, double then, List<Changed> changed) {
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.ESTIMATED,
                "the planner expects %s groups, and %s with the statistics; about %s are there, from those seen in a part of the rows"
                        .formatted(Amount.count(judged.expected()), Amount.count(then), Amount.count(judged.counted())),
                Map.of("groups_before", judged.expected(), "groups_after", then, "groups_counted", judged.counted())));
        changed.stream()
                .limit(5)
                .map(c -> new Evidence(
                        Evidence.Label.ESTIMATED,
                        "another plan: " + StatementText.brief(c.before().statement()) + " ("
                                + PlanDifference.of(c.before().plan(), c.after()) + ")",
                        Map.of()))
                .forEach(evidence::add);
        return List.copyOf(evidence);
    }
}
