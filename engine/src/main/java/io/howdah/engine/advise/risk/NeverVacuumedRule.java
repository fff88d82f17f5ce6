package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees tables that were due for vacuum or ANALYZE long ago and never had one.
 *
 * <p>Autovacuum is due at autovacuum_vacuum_threshold plus autovacuum_vacuum_scale_factor of the rows dead, ANALYZE likewise for
 * rows changed (manual, section 24.1.6). A table is reported at twice that, so that one that is about to be served is not, and
 * from 1,000 rows on, where it begins to matter.
 */
public final class NeverVacuumedRule implements Rule {

    private static final Threshold TIMES = new Threshold(
            "never-vacuumed.times",
            2,
            "times what autovacuum waits for",
            "ours: one that is about to be served is fine");
    private static final Threshold ROWS =
            new Threshold("never-vacuumed.rows", 1_000, "rows", "ours: in a smaller table it does not matter");

    @Override
    public String slug() {
        return "never-vacuumed";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TIMES, ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var findings = new ArrayList<Finding>();
        for (var relation : catalog.relations()) {
            var use = relation.use();
            if (use != null && (double) (use.liveTuples() + use.deadTuples()) >= scene.of(ROWS)) {
                findings.addAll(examine(scene, relation, use));
            }
        }
        return List.copyOf(findings);
    }

    private List<Finding> examine(Scene scene, Relation relation, RelationUse use) {
        if (never(use.lastVacuum(), use.lastAutovacuum())
                && overdue(scene, "vacuum", use.liveTuples(), use.deadTuples())) {
            return List.of(finding(relation, use, "vacuumed", use.deadTuples(), "dead rows", "VACUUM (ANALYZE) "));
        }
        boolean statistics = relation.columns().stream().anyMatch(c -> c.statistics() != null);
        if (never(use.lastAnalyze(), use.lastAutoanalyze())
                && relation.statisticsVisible()
                && !statistics
                && overdue(scene, "analyze", use.liveTuples(), use.modifiedSinceAnalyze())) {
            return List.of(finding(relation, use, "analysed", use.modifiedSinceAnalyze(), "rows changed", "ANALYZE "));
        }
        return List.of();
    }

    private static boolean never(@Nullable Object byHand, @Nullable Object byItself) {
        return byHand == null && byItself == null;
    }

    private static boolean overdue(Scene scene, String what, long rows, long changed) {
        var catalog = scene.catalog();
        double threshold = Settings.number(catalog, "autovacuum_" + what + "_threshold", 50);
        double factor =
                Settings.number(catalog, "autovacuum_" + what + "_scale_factor", "vacuum".equals(what) ? 0.2 : 0.1);
        return changed >= scene.of(TIMES) * (threshold + factor * rows);
    }

    private Finding finding(
            Relation relation, RelationUse use, String what, long changed, String rows, String command) {
        return Finding.of(
                slug(),
                Severity.NOTICE,
                "table " + relation.name(),
                relation.name() + " was never " + what + " since its counters began",
                "Autovacuum should have come long ago: it is off, held up, or has too few workers. " + command
                        + relation.name().quoted() + " helps now.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        Amount.count(changed) + " " + rows + ", " + Amount.count(use.liveTuples()) + " rows live",
                        Map.of("changed", (double) changed, "live", (double) use.liveTuples()))));
    }
}
