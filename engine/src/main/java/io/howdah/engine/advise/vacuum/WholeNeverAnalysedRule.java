package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.List;

/**
 * Sees partitioned tables that were never analysed as a whole.
 *
 * <p>Autovacuum analyses the partitions only (manual, section 24.1.3): without statistics of the whole, joins and groups
 * over several partitions are estimated by defaults.
 */
public final class WholeNeverAnalysedRule implements Rule {

    private static final Threshold ROWS = new Threshold(
            "whole-never-analysed.rows", 10000, "rows in all partitions", "ours: below, estimates matter little");

    @Override
    public String slug() {
        return "whole-never-analysed";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.relations().stream()
                .filter(r -> r.kind() == Relation.Kind.PARTITIONED_TABLE && r.statisticsVisible())
                .filter(r -> r.columns().stream().allMatch(c -> c.statistics() == null))
                .filter(r -> r.parent() == null && rows(scene, r.name()) >= scene.of(ROWS))
                .map(r -> finding(r, rows(scene, r.name())))
                .toList();
    }

    private static double rows(Scene scene, QualifiedName whole) {
        return scene.catalog().relations().stream()
                .filter(r -> whole.equals(r.parent()))
                .mapToDouble(
                        r -> r.kind() == Relation.Kind.PARTITIONED_TABLE ? rows(scene, r.name()) : r.estimatedRows())
                .sum();
    }

    private Finding finding(Relation whole, double rows) {
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "table " + whole.name(),
                        whole.name() + ", " + Amount.count(rows) + " rows in partitions, was never analysed as a whole",
                        "Autovacuum analyses its partitions only. Statements that read several of them are planned by defaults. Run it"
                                + " after loading, and regularly.",
                        List.of(Evidence.catalog("no statistics of the whole in pg_stats")))
                .mendedBy(Remedy.of("ANALYZE " + whole.name().quoted() + ";"));
    }
}
