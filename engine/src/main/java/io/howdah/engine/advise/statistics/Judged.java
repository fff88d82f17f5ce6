package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.PlanDifference;
import io.howdah.engine.advise.Planned.Changed;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A misjudged condition beside what the planner makes of it with extended statistics.
 *
 * @param then rows expected with them
 * @param changed statements that get another plan
 */
record Judged(Misjudged before, double then, List<Changed> changed) {

    /** The finding, where the statistics bring the planner near to what was counted, and it matters. */
    Optional<Finding> finding(Scene scene, double factor) {
        boolean matters = !changed.isEmpty() || before.factor() >= factor;
        return matters && isMended() ? Optional.of(finding(scene)) : Optional.empty();
    }

    /** The error is at most its own square root afterwards: 100 times becomes 10 times or less. */
    private boolean isMended() {
        return Double.isFinite(then) && before.factor(then) <= Math.sqrt(before.factor());
    }

    private String columns() {
        return String.join(", ", before.wanted().columns());
    }

    private Finding finding(Scene scene) {
        var table = before.table().name();
        return Finding.of(
                        CorrelatedColumnsRule.SLUG,
                        changed.isEmpty() ? Severity.INFO : Severity.NOTICE,
                        table + " (" + columns() + ")",
                        "the planner takes %s of %s for independent: it expects %s rows where there are about %s"
                                .formatted(
                                        columns(),
                                        table,
                                        Amount.count(before.expected()),
                                        Amount.count(before.counted())),
                        "It multiplies the shares of the rows that each condition alone leaves. What is joined, sorted or looped over"
                                + " then is chosen for another number of rows. Extended statistics tell it how the columns go"
                                + " together; they are gathered by ANALYZE and cost nothing else.",
                        evidence(scene))
                .costing(Cost.ofTime(share(scene)))
                .mendedBy(StatisticsSql.remedy(table, before.wanted().columns(), "dependencies, mcv"));
    }

    private double share(Scene scene) {
        return Math.min(
                1,
                changed.stream()
                        .map(c -> c.before().statement())
                        .distinct()
                        .mapToDouble(s -> StatementFindings.share(s, scene))
                        .sum());
    }

    private List<Evidence> evidence(Scene scene) {
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.MEASURED,
                "of %s rows looked at, %s meet %s"
                        .formatted(
                                Amount.count(before.seen().rows()),
                                Amount.count(before.seen().matching()),
                                Who.brief(before.wanted().condition())),
                Map.of("rows", before.seen().rows(), "matching", before.seen().matching())));
        evidence.add(new Evidence(
                Evidence.Label.ESTIMATED,
                "the planner expects %s rows, and %s with the statistics; about %s are there"
                        .formatted(Amount.count(before.expected()), Amount.count(then), Amount.count(before.counted())),
                Map.of("rows_before", before.expected(), "rows_after", then, "rows_counted", before.counted())));
        if (changed.isEmpty()) {
            evidence.add(Evidence.catalog("no plan of today's statements changes: "
                    + StatementText.brief(before.forms().getFirst().statement())));
        }
        changed.stream()
                .limit(5)
                .map(c -> new Evidence(
                        Evidence.Label.ESTIMATED,
                        "another plan: " + StatementText.brief(c.before().statement()) + " ("
                                + PlanDifference.of(c.before().plan(), c.after()) + ")",
                        Map.of("time_share", StatementFindings.share(c.before().statement(), scene))))
                .forEach(evidence::add);
        return List.copyOf(evidence);
    }
}
