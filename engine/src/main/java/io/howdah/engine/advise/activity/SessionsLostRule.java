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
 * Sees sessions that end by accident: the client went away, or the server ended them for an error (pg_stat_database,
 * since 14).
 */
public final class SessionsLostRule implements Rule {

    private static final Threshold LOST =
            new Threshold("sessions-lost.sessions", 100, "sessions since the counters began", "ours");
    private static final Threshold SHARE = new Threshold("sessions-lost.share", 0.05, "share of the sessions", "ours");

    @Override
    public String slug() {
        return "sessions-lost";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LOST, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double lost = state.counter("sessions_abandoned")
                + state.counter("sessions_fatal")
                + state.counter("sessions_killed");
        double sessions = state.counter("sessions");
        if (!(lost >= scene.of(LOST)) || lost < scene.of(SHARE) * sessions) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "database " + scene.catalog().database(),
                Amount.share(lost / sessions) + " of the sessions ended by accident",
                "What they had begun was rolled back. Clients that end without closing, networks that cut idle connections (set"
                        + " tcp_keepalives_idle), or errors that end sessions: the log tells which.",
                List.of(Evidence.catalog(Amount.count(state.counter("sessions_abandoned")) + " lost their client, "
                        + Amount.count(state.counter("sessions_fatal")) + " ended by an error, "
                        + Amount.count(state.counter("sessions_killed")) + " by an operator"))));
    }
}
