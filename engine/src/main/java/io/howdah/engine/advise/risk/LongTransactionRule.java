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
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Objects;

/**
 * Sees transactions that have been at work for long and hold vacuum back the while.
 *
 * <p>No row that died after the oldest snapshot can be removed (manual, section 24.1.2). An hour is ours: online work is over
 * by then, reports and dumps are not and should run on a replica or at night.
 */
public final class LongTransactionRule implements Rule {

    private static final Threshold WARNING =
            new Threshold("long-transaction.seconds", 3600, "seconds", "ours: online work is over by then");
    private static final Threshold CRITICAL =
            new Threshold("long-transaction.critical-seconds", 43200, "seconds", "ours: half a day of dead rows");

    @Override
    public String slug() {
        return "long-transaction";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARNING, CRITICAL);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.activity().sessions().stream()
                .filter(s -> "active".equals(s.state()) && s.xminAge() != null)
                .filter(s -> seconds(s) >= scene.of(WARNING) && !isVacuum(s))
                .map(s -> finding(scene, s))
                .toList();
    }

    private Finding finding(Scene scene, Activity.Session session) {
        return Finding.of(
                slug(),
                seconds(session) >= scene.of(CRITICAL) ? Severity.CRITICAL : Severity.WARNING,
                "pid " + session.pid(),
                Who.is(session) + " has been in one transaction for " + Amount.duration(seconds(session)),
                "Vacuum cannot remove rows that died since it began, in any table. SELECT pg_cancel_backend("
                        + session.pid() + ") stops it if it is not wanted.",
                List.of(
                        Evidence.catalog("statement: " + Who.statement(session)),
                        Evidence.catalog("its snapshot is " + session.xminAge() + " transactions old")));
    }

    /** Another vacuum does not mind it (PROC_IN_VACUUM in procarray.c), unless it writes the table anew. */
    private static boolean isVacuum(Activity.Session session) {
        var words = Tokens.of(Objects.requireNonNullElse(session.query(), ""));
        return !words.isEmpty()
                && words.getFirst().is("vacuum")
                && words.stream().noneMatch(word -> word.is("full"));
    }

    private static double seconds(Activity.Session session) {
        return session.transactionSeconds() == null ? 0 : session.transactionSeconds();
    }
}
