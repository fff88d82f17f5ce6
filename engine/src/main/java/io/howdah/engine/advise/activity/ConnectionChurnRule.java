package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;

/**
 * Sees an application without a pool: sessions are opened for a few statements.
 *
 * <p>A session is a process that is started and authenticated; pg_stat_database counts them since 14.
 */
public final class ConnectionChurnRule implements Rule {

    private static final Threshold RATE = new Threshold("connection-churn.per-second", 1, "sessions a second", "ours");
    private static final Threshold SECONDS = new Threshold(
            "connection-churn.seconds", 60, "mean life of a session in seconds", "ours: a pool keeps them for minutes");

    private static final Threshold WINDOW = new Threshold(
            "connection-churn.window",
            600,
            "seconds counted",
            "ours: in less a few sessions of people look like a rate");

    @Override
    public String slug() {
        return "connection-churn";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(RATE, SECONDS, WINDOW);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double sessions = state.counter("sessions");
        double seconds = state.counter("seconds");
        double each = state.counter("session_ms") / sessions / 1000;
        boolean many = seconds >= scene.of(WINDOW) && sessions / seconds >= scene.of(RATE);
        if (!many || !(each <= scene.of(SECONDS))) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "database " + scene.catalog().database(),
                Amount.digits(sessions / seconds) + " sessions are opened a second, each for " + Amount.duration(each),
                "Starting a process and checking a password take milliseconds each time, often more than the statement. A pool in the"
                        + " application or before the server keeps them open.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        Amount.count(sessions) + " sessions over " + Amount.duration(seconds),
                        Map.of("sessions", sessions, "seconds", seconds)))));
    }
}
