package io.howdah.engine.advise.risk;

import static java.util.function.Predicate.not;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Activity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sees who waits for locks, and names the session at the root of each chain.
 *
 * <p>A wait of five seconds is five times deadlock_timeout, after which the server itself would log it (manual, section
 * 19.12); a minute, or ten waiting sessions, is where pools of applications run dry. A wait is as old as pg_locks.waitstart says,
 * whatever its statement did before.
 */
public final class BlockingRule implements Rule {

    private static final Threshold NOTED = new Threshold(
            "blocking.seconds",
            5,
            "seconds of waiting",
            "ours: five times deadlock_timeout, after which the server itself would log it");
    private static final Threshold CRITICAL =
            new Threshold("blocking.critical-seconds", 60, "seconds of waiting", "ours: pools of applications run dry");
    private static final Threshold SESSIONS =
            new Threshold("blocking.critical-sessions", 10, "sessions that wait", "ours: a usual pool");

    @Override
    public String slug() {
        return "blocking";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(NOTED, CRITICAL, SESSIONS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var sessions = catalog.activity().sessions().stream()
                .collect(Collectors.toMap(Activity.Session::pid, Function.identity(), (one, other) -> one));
        return roots(sessions).stream()
                .map(root -> chain(root, waitingFor(root, sessions), sessions))
                .filter(chain -> chain.seconds() >= scene.of(NOTED))
                .map(chain -> finding(scene, chain))
                .toList();
    }

    /** A root blocker's pid with all who wait for it, directly or behind others, longest waiting first. */
    private record Chain(int root, String who, String doing, List<Activity.Session> waiting) {

        double seconds() {
            return waiting.stream().mapToDouble(BlockingRule::seconds).max().orElse(0);
        }
    }

    /** Pids that others wait for and that wait for none. */
    private static Set<Integer> roots(Map<Integer, Activity.Session> sessions) {
        var blockers = new LinkedHashSet<Integer>();
        sessions.values().forEach(s -> blockers.addAll(s.blockedBy()));
        blockers.removeIf(pid ->
                sessions.containsKey(pid) && !sessions.get(pid).blockedBy().isEmpty());
        return blockers;
    }

    private static List<Activity.Session> waitingFor(int root, Map<Integer, Activity.Session> sessions) {
        var found = new LinkedHashSet<Integer>();
        var next = List.of(root);
        while (!next.isEmpty()) {
            var behind = next;
            next = sessions.values().stream()
                    .filter(s -> s.blockedBy().stream().anyMatch(behind::contains))
                    .map(Activity.Session::pid)
                    .filter(not(found::contains))
                    .toList();
            found.addAll(next);
        }
        return found.stream()
                .map(sessions::get)
                .sorted((a, b) -> Double.compare(seconds(b), seconds(a)))
                .toList();
    }

    private static Chain chain(int root, List<Activity.Session> waiting, Map<Integer, Activity.Session> sessions) {
        var session = sessions.get(root);
        if (session == null) {
            var who = root == 0 ? "a prepared transaction" : "pid " + root + " (not a client, or not visible)";
            return new Chain(root, who, "not visible", waiting);
        }
        var state = session.state() == null ? "in an unknown state" : session.state();
        return new Chain(root, Who.is(session), state + ": " + Who.statement(session), waiting);
    }

    private Finding finding(Scene scene, Chain chain) {
        boolean critical =
                chain.seconds() >= scene.of(CRITICAL) || chain.waiting().size() >= scene.of(SESSIONS);
        var evidence = new ArrayList<Evidence>();
        evidence.add(Evidence.catalog(chain.who() + " is " + chain.doing()));
        chain.waiting().stream()
                .limit(5)
                .forEach(s -> evidence.add(
                        Evidence.catalog(Who.is(s) + " waits behind pid " + s.blockedBy() + ": " + Who.statement(s))));
        return Finding.of(
                slug(),
                critical ? Severity.CRITICAL : Severity.WARNING,
                "pid " + chain.root(),
                "%s blocks %d %s, for up to %s"
                        .formatted(
                                chain.who(),
                                chain.waiting().size(),
                                chain.waiting().size() == 1 ? "session" : "sessions",
                                Amount.duration(chain.seconds())),
                chain.root() == 0
                        ? "COMMIT PREPARED or ROLLBACK PREPARED lets the others go on; see pg_prepared_xacts."
                        : "When it ends the others go on; SELECT pg_terminate_backend(" + chain.root() + ") ends it.",
                evidence);
    }

    /** Since the wait began; in a file of an earlier release, since the statement did. */
    private static double seconds(Activity.Session session) {
        var waited = session.waitSeconds() == null ? session.stateSeconds() : session.waitSeconds();
        return waited == null ? 0 : waited;
    }
}
