package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RelationUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees autovacuum that does not get through: all its workers are busy while tables are overdue, or it is slowed for a
 * disk of another age.
 *
 * <p>The workers share autovacuum_vacuum_cost_limit (manual, section 19.10.1), so that more of them do not write more.
 */
public final class AutovacuumCapacityRule implements Rule {

    private static final Threshold TABLES =
            new Threshold("autovacuum-capacity.tables", 3, "tables", "ours: one or two are the next in turn");
    private static final Threshold OVERDUE = new Threshold(
            "autovacuum-capacity.times", 2, "times the dead rows at which a vacuum is due", "manual, section 24.1.6");

    private static final double LIMIT = 2_000;

    private static final double MOST = 10_000;

    @Override
    public String slug() {
        return "autovacuum-capacity";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TABLES, OVERDUE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double busy = catalog.activity().counters().getOrDefault("autovacuum_workers", 0.0);
        double workers = Settings.number(catalog, "autovacuum_max_workers", 3);
        long overdue = catalog.relations().stream()
                .filter(r -> overdue(scene, r.use()))
                .count();
        if (busy < workers || overdue < scene.of(TABLES)) {
            return List.of();
        }
        return Advised.finding(
                slug(),
                Severity.WARNING,
                catalog,
                "all " + Amount.count(workers) + " workers of autovacuum are busy, and " + Amount.count(overdue)
                        + " tables are overdue",
                "Dead rows pile up faster than they are cleared. The workers share one budget of I/O: raise the limit first, more"
                        + " workers alone only divide it.",
                List.of(Advised.now(
                        catalog,
                        "autovacuum_max_workers",
                        "autovacuum_vacuum_cost_limit",
                        "autovacuum_vacuum_cost_delay",
                        "vacuum_cost_limit")),
                SettingChange.toCount("autovacuum_vacuum_cost_limit", raised(catalog)));
    }

    /** Twice what it is, and no less than ten times the default; 10,000 is the most that the server takes. */
    private static double raised(Catalog catalog) {
        double own = Settings.number(catalog, "autovacuum_vacuum_cost_limit", -1);
        double now = own > 0 ? own : Settings.number(catalog, "vacuum_cost_limit", 200);
        return Math.min(MOST, Math.max(LIMIT, 2 * now));
    }

    private static boolean overdue(Scene scene, @Nullable RelationUse use) {
        double base = Settings.number(scene.catalog(), "autovacuum_vacuum_threshold", 50);
        double factor = Settings.number(scene.catalog(), "autovacuum_vacuum_scale_factor", 0.2);
        return use != null && use.deadTuples() > scene.of(OVERDUE) * (base + factor * use.liveTuples());
    }
}
