package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;

/**
 * Sees deadlocks: transactions that take the same locks in different orders, of which the server ends one (manual,
 * section 13.3.4).
 */
public final class DeadlocksRule implements Rule {

    private static final Threshold PER_DAY =
            new Threshold("deadlocks.per-day", 5, "a day", "postgres_exporter HighDeadLocks: five");

    private static final double DAY = 86_400;

    @Override
    public String slug() {
        return "deadlocks";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PER_DAY);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double deadlocks = state.counter("deadlocks");
        double seconds = state.counter("seconds");
        double days = Double.isNaN(seconds) ? 1 : Math.max(1, seconds / DAY);
        if (!(deadlocks / days >= scene.of(PER_DAY))) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                deadlocks / days >= 100 ? Severity.WARNING : Severity.NOTICE,
                "database " + scene.catalog().database(),
                Amount.count(deadlocks) + " deadlocks since the counters began",
                "Each ended a transaction with an error after deadlock_timeout of waiting. The log names both statements: take rows in"
                        + " one order, such as by key, or lock them first with SELECT … FOR UPDATE.",
                List.of(Evidence.catalog(
                        Double.isNaN(seconds)
                                ? "since when is not known: the counters were never reset"
                                : "over " + Amount.duration(seconds)))));
    }
}
