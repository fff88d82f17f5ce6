package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Succession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees a statement that runs once for each row of another (N+1): by the same role, looking up a column that the other gives out, with as
 * many calls as the other returned rows, or seen in sessions to be repeated right after it.
 */
public final class RepeatedLookupRule implements Rule {

    private static final Threshold CALLS =
            new Threshold("n-plus-one.calls", 30, "calls", "fewer are no loop over rows, or cost nothing");

    private static final Threshold DEVIATION = new Threshold(
            "n-plus-one.deviation",
            0.05,
            "share",
            "calls that were under way when the counters were read; a loop over rows agrees to the call");

    private static final Threshold SEEN = new Threshold(
            "n-plus-one.seen",
            5,
            "times",
            "ours: seen in sessions right after the other statement, where the calls do not agree");

    /** So much of what followed the other statement must be the loop; ours. */
    private static final double MOST = 0.5;

    /** So many times more often than after other statements; ours: less may be chance where a statement runs all the time. */
    private static final double TIMES_CHANCE = 2;

    /** One row for each call is a lookup after another, which a join does not save. */
    private static final double ROWS_PER_CALL = 1.5;

    @Override
    public String slug() {
        return "n-plus-one";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(CALLS, DEVIATION, SEEN);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var lookups = LookupReader.all(scene);
        var findings = new ArrayList<Finding>();
        for (var inner : lookups) {
            if (inner.statement().calls() >= scene.of(CALLS)) {
                lookups.stream()
                        .filter(outer ->
                                !outer.statement().id().equals(inner.statement().id()))
                        .flatMap(outer -> pair(outer, inner, scene).stream())
                        .min(BEST)
                        .ifPresent(pair -> findings.add(finding(pair, scene)));
            }
        }
        return StatementFindings.merged(findings.stream());
    }

    /** Those whose calls agree first. */
    private static final Comparator<Pair> BEST = Comparator.comparing(Pair::agrees, Comparator.reverseOrder())
            .thenComparingDouble(pair -> pair.agrees() ? pair.deviation() : -pair.loops());

    /**
     * @param deviation of the calls from the rows, as a share of these
     * @param agrees whether that is near enough
     * @param seen how sessions were seen to run the two; null where they were not
     */
    private record Pair(
            Lookup outer,
            Lookup inner,
            Lookup.Tie tie,
            double deviation,
            boolean agrees,
            @Nullable Succession seen) {

        int loops() {
            return seen == null ? 0 : seen.loops();
        }
    }

    private static Optional<Pair> pair(Lookup outer, Lookup inner, Scene scene) {
        var rows = outer.statement().rowsPerCall() * outer.statement().calls();
        double deviation = Math.abs(inner.statement().calls() - rows) / rows;
        var seen = seen(outer.statement(), inner.statement(), scene).orElse(null);
        boolean agrees = deviation <= scene.of(DEVIATION);
        boolean fits = outer.statement().rowsPerCall() >= ROWS_PER_CALL
                && (agrees || isLoop(seen, scene))
                && haveCallerInCommon(outer.statement(), inner.statement());
        return fits
                ? inner.tieTo(outer).map(tie -> new Pair(outer, inner, tie, deviation, agrees, seen))
                : Optional.empty();
    }

    private static Optional<Succession> seen(Statement outer, Statement inner, Scene scene) {
        return scene.workload().seen().successions().stream()
                .filter(s -> s.outer().equals(outer.id()) && s.inner().equals(inner.id()))
                .findFirst();
    }

    private static boolean isLoop(@Nullable Succession seen, Scene scene) {
        return seen != null
                && seen.loops() >= scene.of(SEEN)
                && seen.share() >= MOST
                && seen.share() >= TIMES_CHANCE * seen.shareElsewhere();
    }

    private static boolean haveCallerInCommon(Statement one, Statement other) {
        return one.callers().isEmpty()
                || other.callers().isEmpty()
                || one.callers().stream()
                        .anyMatch(c ->
                                other.callers().stream().anyMatch(o -> o.role().equals(c.role())));
    }

    private Finding finding(Pair pair, Scene scene) {
        return StatementFindings.of(
                slug(),
                Severity.NOTICE,
                pair.inner().statement(),
                scene,
                pair.agrees()
                        ? "runs once for each row of another statement"
                        : "runs again and again right after another statement, once for each of its rows",
                "Each of its calls is a way to the server and back. One statement gives all the rows: "
                        + JoinedText.of(pair.outer(), pair.inner(), pair.tie()),
                evidence(pair));
    }

    private static List<Evidence> evidence(Pair pair) {
        var outer = pair.outer().statement();
        var inner = pair.inner().statement();
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                String.format(
                        Locale.ROOT,
                        "%,.0f calls of it, and %,.0f rows of %,.0f calls of: %s",
                        inner.calls(),
                        outer.rowsPerCall() * outer.calls(),
                        outer.calls(),
                        StatementText.brief(outer)),
                Map.of("calls", inner.calls(), "rows", outer.rowsPerCall() * outer.calls())));
        var seen = pair.seen();
        if (seen != null) {
            evidence.add(new Evidence(
                    Evidence.Label.CATALOG,
                    "sessions were seen to run it several times in a row after %,d of %,d calls of that, and after %,d of %,d other statements"
                            .formatted(seen.loops(), seen.outers(), seen.loopsElsewhere(), seen.elsewhere()),
                    Map.of("loops", (double) seen.loops(), "loops_elsewhere", (double) seen.loopsElsewhere())));
        }
        return List.copyOf(evidence);
    }
}
