package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Activity;
import java.util.List;

/**
 * Sees transactions that have been at work for long and hold vacuum back the while.
 *
 * <p>No row that died after the oldest snapshot can be removed (manual, section 24.1.2). An hour is ours: online work is over
 * by then, reports and dumps are not and should run on a replica or at night.
 */
public final class LongTransactionRule implements Rule {

    private static final double WARNING_SECONDS = 3_600;
    private static final double CRITICAL_SECONDS = 12 * 3_600;

    @Override
    public String slug() {
        return "long-transaction";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.activity().sessions().stream()
                .filter(s -> "active".equals(s.state()) && s.xminAge() != null)
                .filter(s -> seconds(s) >= WARNING_SECONDS)
                .map(this::finding)
                .toList();
    }

    private Finding finding(Activity.Session session) {
        return Finding.of(
                slug(),
                seconds(session) >= CRITICAL_SECONDS ? Severity.CRITICAL : Severity.WARNING,
                "pid " + session.pid(),
                Who.is(session) + " has been in one transaction for " + Amount.duration(seconds(session)),
                "Vacuum cannot remove rows that died since it began, in any table. SELECT pg_cancel_backend("
                        + session.pid() + ") stops it if it is not wanted.",
                List.of(
                        Evidence.catalog("statement: " + Who.statement(session)),
                        Evidence.catalog("its snapshot is " + session.xminAge() + " transactions old")));
    }

    private static double seconds(Activity.Session session) {
        return session.transactionSeconds() == null ? 0 : session.transactionSeconds();
    }
}
