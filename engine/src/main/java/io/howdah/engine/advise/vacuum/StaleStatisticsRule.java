package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sees tables that have changed so much since ANALYZE that the planner goes by another table.
 *
 * <p>Autovacuum analyses at autovacuum_analyze_scale_factor, a tenth (manual, section 24.1.6). Reported at half of the
 * rows, and from 1,000 rows on.
 */
public final class StaleStatisticsRule implements Rule {

    private static final Threshold ROWS = new Threshold("stale-statistics.rows", 1000, "rows of a table", "ours");
    private static final Threshold SHARE = new Threshold(
            "stale-statistics.share",
            0.5,
            "share of the rows that changed",
            "ours: five times what autovacuum goes by");

    @Override
    public String slug() {
        return "stale-statistics";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().relations().stream()
                .filter(r -> r.use() != null && isStale(scene, r, r.use()))
                .map(r -> finding(r, Objects.requireNonNull(r.use())))
                .toList();
    }

    private static boolean isStale(Scene scene, Relation table, RelationUse use) {
        boolean analysed = use.lastAnalyze() != null || use.lastAutoanalyze() != null;
        return analysed
                && !table.temporary()
                && use.liveTuples() >= scene.of(ROWS)
                && use.modifiedSinceAnalyze() >= scene.of(SHARE) * use.liveTuples();
    }

    private static Instant lastAnalysed(RelationUse use) {
        return Stream.of(use.lastAnalyze(), use.lastAutoanalyze())
                .flatMap(Stream::ofNullable)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Finding finding(Relation table, RelationUse use) {
        double share = (double) use.modifiedSinceAnalyze() / use.liveTuples();
        return Finding.of(
                        slug(),
                        share >= 1 ? Severity.WARNING : Severity.NOTICE,
                        "table " + table.name(),
                        "the statistics of " + table.name() + " are old: " + Amount.count(use.modifiedSinceAnalyze())
                                + " rows changed since, of " + Amount.count(use.liveTuples()),
                        "Plans are made for what the table was. Autovacuum should have come at a tenth: it is off, busy, or held"
                                + " up by a lock.",
                        List.of(Evidence.catalog("last analysed " + lastAnalysed(use))))
                .mendedBy(Remedy.of("ANALYZE " + table.name().quoted() + ";"));
    }
}
