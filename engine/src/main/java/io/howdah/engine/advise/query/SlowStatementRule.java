package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sees statements for which somebody waits, however small their share of the time is.
 *
 * <p>What is rare and slow stays below every share; each of its users waits all the same.
 */
public final class SlowStatementRule implements Rule {

    private static final Threshold MS = new Threshold(
            "slow-statement.ms",
            1_000,
            "milliseconds, mean of a call",
            "ours: a person notices the wait; PgHero lists from 20, pganalyze from 50");
    private static final Threshold CALLS =
            new Threshold("slow-statement.calls", 100, "calls", "PgHero: fewer may be reports and upkeep");

    @Override
    public String slug() {
        return "slow-statement";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MS, CALLS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .filter(s -> s.calls() >= scene.of(CALLS) && s.meanMs() >= scene.of(MS))
                .map(s -> finding(s, scene)));
    }

    private Finding finding(Statement statement, Scene scene) {
        return StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                String.format(Locale.ROOT, "takes %.1f s with each call", statement.meanMs() / 1_000),
                "Somebody may wait for it each time. howdah explain shows where its time goes, howdah advise which index would help it.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        String.format(
                                Locale.ROOT, "%,.0f calls took %,.0f ms each", statement.calls(), statement.meanMs()),
                        Map.of("mean_ms", statement.meanMs()))));
    }
}
