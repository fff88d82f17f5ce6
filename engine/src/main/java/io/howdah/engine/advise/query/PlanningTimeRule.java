package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sees statements that take longer to be planned than to be run.
 *
 * <p>Counted where {@code pg_stat_statements.track_planning} is on.
 */
public final class PlanningTimeRule implements Rule {

    private static final Threshold TIMES = new Threshold(
            "planning-time.times",
            1,
            "times the execution",
            "by definition: more is spent on the way than on the work");

    private static final Threshold SHARE = new Threshold(
            "planning-time.share",
            0.01,
            "share of the time of all statements, planning included",
            "less is not worth a change of the application");

    @Override
    public String slug() {
        return "planning-time";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TIMES, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        double all = scene.workload().statements().stream()
                .mapToDouble(s -> s.totalMs() + planMs(s))
                .sum();
        return StatementFindings.merged(scene.workload().statements().stream()
                .sorted(Comparator.comparingDouble(PlanningTimeRule::planMs).reversed())
                .filter(s -> planMs(s) > scene.of(TIMES) * s.totalMs() && planMs(s) >= scene.of(SHARE) * all)
                .map(s -> finding(s, scene, planMs(s) / all)));
    }

    private static double planMs(Statement statement) {
        var counters = statement.counters();
        return counters == null ? 0 : counters.planMs();
    }

    private Finding finding(Statement statement, Scene scene, double share) {
        double calls = Math.max(1, statement.calls());
        return StatementFindings.of(
                        slug(),
                        Severity.NOTICE,
                        statement,
                        scene,
                        String.format(
                                Locale.ROOT,
                                "takes %.2f ms to be planned and %.2f ms to be run",
                                planMs(statement) / calls,
                                statement.meanMs()),
                        "A prepared statement keeps its plan from the sixth execution on, if the driver prepares on the server and the"
                                + " pool lets it. Many partitions, joins of many tables and large statistics targets make planning"
                                + " long; conditions on the partition key shorten it.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                String.format(
                                        Locale.ROOT,
                                        "%,.0f calls, %,.0f ms of planning, %,.0f ms of execution",
                                        statement.calls(),
                                        planMs(statement),
                                        statement.totalMs()),
                                Map.of("plan_ms", planMs(statement), "execution_ms", statement.totalMs()))))
                .costing(Cost.ofTime(share));
    }
}
