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
 * Sees an application that keeps transactions open while it does something else.
 *
 * <p>Time idle in transactions against time at work, as pg_stat_database counts both since 14; locks and snapshots are held
 * the while.
 */
public final class IdleTransactionTimeRule implements Rule {

    private static final Threshold TIMES = new Threshold(
            "idle-transaction-time.times",
            3,
            "times the time at work",
            "ours: a round trip between two statements is idle too");
    private static final Threshold SECONDS =
            new Threshold("idle-transaction-time.seconds", 600, "seconds in all", "ours");

    @Override
    public String slug() {
        return "idle-transaction-time";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TIMES, SECONDS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double idle = state.counter("idle_in_transaction_ms");
        double active = state.counter("active_ms");
        if (!(idle + active >= 1000 * scene.of(SECONDS)) || idle < scene.of(TIMES) * active) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "database " + scene.catalog().database(),
                "transactions are idle for " + Amount.digits(idle / Math.max(1, active))
                        + " times as long as they work",
                "The application does something else between its statements: other calls, templates, waiting for people. Locks and"
                        + " snapshots are held the while, and a pooler must keep the connection. Fetch first, then begin; commit before"
                        + " calling others.",
                List.of(Evidence.catalog(Amount.duration(idle / 1000) + " idle in transactions, "
                        + Amount.duration(active / 1000) + " at work"))));
    }
}
