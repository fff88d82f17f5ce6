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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sees a statement that runs once for each row of another (N+1): as many calls as the other returned rows, by the same role, looking up a
 * column that the other gives out.
 */
public final class RepeatedLookupRule implements Rule {

    private static final Threshold CALLS =
            new Threshold("n-plus-one.calls", 30, "calls", "fewer are no loop over rows, or cost nothing");

    private static final Threshold DEVIATION = new Threshold(
            "n-plus-one.deviation",
            0.05,
            "share",
            "calls that were under way when the counters were read; a loop over rows agrees to the call");

    /** One row for each call is a lookup after another, which a join does not save. */
    private static final double ROWS_PER_CALL = 1.5;

    @Override
    public String slug() {
        return "n-plus-one";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(CALLS, DEVIATION);
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
                        .min(Comparator.comparingDouble(Pair::deviation))
                        .ifPresent(pair -> findings.add(finding(pair, scene)));
            }
        }
        return StatementFindings.merged(findings.stream());
    }

    /** @param deviation of the calls from the rows, as a share of these */
    private record Pair(Lookup outer, Lookup inner, Lookup.Tie tie, double deviation) {}

    private static Optional<Pair> pair(Lookup outer, Lookup inner, Scene scene) {
        var rows = outer.statement().rowsPerCall() * outer.statement().calls();
        double deviation = Math.abs(inner.statement().calls() - rows) / rows;
        boolean fits = outer.statement().rowsPerCall() >= ROWS_PER_CALL
                && deviation <= scene.of(DEVIATION)
                && haveCallerInCommon(outer.statement(), inner.statement());
        return fits ? inner.tieTo(outer).map(tie -> new Pair(outer, inner, tie, deviation)) : Optional.empty();
    }

    private static boolean haveCallerInCommon(Statement one, Statement other) {
        return one.callers().isEmpty()
                || other.callers().isEmpty()
                || one.callers().stream()
                        .anyMatch(c ->
                                other.callers().stream().anyMatch(o -> o.role().equals(c.role())));
    }

    private Finding finding(Pair pair, Scene scene) {
        var outer = pair.outer().statement();
        var inner = pair.inner().statement();
        var evidence = new Evidence(
                Evidence.Label.CATALOG,
                String.format(
                        Locale.ROOT,
                        "%,.0f calls of it, and %,.0f rows of %,.0f calls of: %s",
                        inner.calls(),
                        outer.rowsPerCall() * outer.calls(),
                        outer.calls(),
                        StatementText.brief(outer)),
                Map.of("calls", inner.calls(), "rows", outer.rowsPerCall() * outer.calls()));
        return StatementFindings.of(
                slug(),
                Severity.NOTICE,
                inner,
                scene,
                "runs once for each row of another statement",
                "Each of its calls is a way to the server and back. One statement gives all the rows: "
                        + JoinedText.of(pair.outer(), pair.inner(), pair.tie()),
                List.of(evidence));
    }
}
