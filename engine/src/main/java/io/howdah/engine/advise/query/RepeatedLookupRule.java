package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sees a statement that runs once for each row of another (N+1): by the same role, looking up a column that the other gives out, with as
 * many calls as the other returned rows, or seen in sessions to be repeated right after it.
 */
public final class RepeatedLookupRule implements Rule {

    static final Threshold CALLS =
            new Threshold("n-plus-one.calls", 30, "calls", "fewer are no loop over rows, or cost nothing");

    static final Threshold DEVIATION = new Threshold(
            "n-plus-one.deviation",
            0.05,
            "share",
            "calls that were under way when the counters were read; a loop over rows agrees to the call");

    static final Threshold SEEN = new Threshold(
            "n-plus-one.seen",
            5,
            "times",
            "ours: seen in sessions right after the other statement, where the calls do not agree");

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
        return StatementFindings.merged(RepeatedLookup.all(scene).stream().map(loop -> finding(loop, scene)));
    }

    private Finding finding(RepeatedLookup loop, Scene scene) {
        return StatementFindings.of(
                slug(),
                Severity.NOTICE,
                loop.inner(),
                scene,
                loop.agrees()
                        ? "runs once for each row of another statement"
                        : "runs again and again right after another statement, once for each of its rows",
                "Each of its calls is a way to the server and back. One statement gives all the rows: `howdah statements --run`"
                        + " writes it, runs it beside the single calls, and hands it over where the rows are the same and the"
                        + " time is less.",
                evidence(loop));
    }

    private static List<Evidence> evidence(RepeatedLookup loop) {
        var outer = loop.outer();
        var inner = loop.inner();
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
        var seen = loop.seen();
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
