package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import java.util.List;

/**
 * Sees large tables that will soon be read and written from beginning to end to freeze them.
 *
 * <p>At autovacuum_freeze_max_age a vacuum to prevent wraparound begins by itself, at whatever hour, and is not ended for
 * others (manual, section 24.1.5).
 */
public final class FreezeAheadRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "freeze-ahead.share", 0.9, "share of autovacuum_freeze_max_age", "ours: days ahead on most servers");
    private static final Threshold BYTES = new Threshold(
            "freeze-ahead.bytes",
            10.0 * 1024 * 1024 * 1024,
            "bytes of the table",
            "ours: below, it is done in minutes");

    @Override
    public String slug() {
        return "freeze-ahead";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, BYTES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().relations().stream()
                .filter(r -> r.use() != null && r.heapBytes() >= scene.of(BYTES))
                .filter(r -> age(r) >= scene.of(SHARE) * limit(scene, r) && age(r) < limit(scene, r))
                .map(r -> finding(scene, r))
                .toList();
    }

    private static double age(Relation table) {
        return table.use() == null ? 0 : table.use().frozenXidAge();
    }

    /** The table's own, but no more than the server's (relation_needs_vacanalyze in autovacuum.c). */
    private static double limit(Scene scene, Relation table) {
        double server = Settings.number(scene.catalog(), "autovacuum_freeze_max_age", 200_000_000);
        return Math.min(server, TableOptions.number(scene.catalog(), table, "autovacuum_freeze_max_age", server));
    }

    private Finding finding(Scene scene, Relation table) {
        double left = limit(scene, table) - age(table);
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "table " + table.name(),
                        "in " + Amount.count(left) + " transactions " + table.name() + " ("
                                + Amount.bytes((double) table.heapBytes()) + ") is vacuumed against wraparound",
                        "It begins by itself, at whatever hour. Do it at a quiet one.",
                        List.of(Evidence.catalog(
                                "age " + Amount.count(age(table)) + " of " + Amount.count(limit(scene, table)))))
                .mendedBy(Remedy.of("VACUUM (FREEZE, ANALYZE) " + table.name().quoted() + ";"));
    }
}
