package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Activity;
import java.util.List;

/**
 * Sees transactions that are open while their client does nothing.
 *
 * <p>They keep their locks and hold vacuum back (manual, section 19.11, idle_in_transaction_session_timeout). A minute is longer
 * than any healthy application thinks between two statements; after an hour the bloat is felt.
 */
public final class IdleInTransactionRule implements Rule {

    private static final Threshold WARNING = new Threshold(
            "idle-in-transaction.seconds",
            60,
            "seconds",
            "ours: longer than an application thinks between two statements");
    private static final Threshold CRITICAL =
            new Threshold("idle-in-transaction.critical-seconds", 3600, "seconds", "ours: the bloat is felt");

    @Override
    public String slug() {
        return "idle-in-transaction";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARNING, CRITICAL);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.activity().sessions().stream()
                .filter(s -> s.state() != null && s.state().startsWith("idle in transaction"))
                .filter(s -> idleSeconds(s) >= scene.of(WARNING))
                .map(s -> finding(scene, s))
                .toList();
    }

    private Finding finding(Scene scene, Activity.Session session) {
        var who = Who.is(session);
        return Finding.of(
                slug(),
                idleSeconds(session) >= scene.of(CRITICAL) ? Severity.CRITICAL : Severity.WARNING,
                "pid " + session.pid(),
                who + " has been idle in a transaction for " + Amount.duration(idleSeconds(session)),
                "It keeps its locks, and vacuum cannot remove rows that died since. Find out why the application waits;"
                        + " SELECT pg_terminate_backend(" + session.pid() + ") ends it, and"
                        + " idle_in_transaction_session_timeout ends the next one by itself.",
                List.of(Evidence.catalog("last statement: " + Who.statement(session))));
    }

    private static double idleSeconds(Activity.Session session) {
        return session.stateSeconds() == null ? 0 : session.stateSeconds();
    }
}
