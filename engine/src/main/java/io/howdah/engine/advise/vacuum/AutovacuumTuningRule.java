package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sees much-updated tables that autovacuum comes to too late, being left at the share of dead rows that suits small
 * ones.
 *
 * <p>At autovacuum_vacuum_scale_factor 0.2 a fifth of the table is dead before a vacuum begins (manual, section 24.1.6). A
 * table whose rows were all changed once over, or a large one of which a fifth is changed in a month, is cleared in small, cheap steps
 * instead: at a fiftieth. Partitions are named with their table, since parameters are theirs.
 */
public final class AutovacuumTuningRule implements Rule {

    private static final Threshold ROWS = new Threshold(
            "autovacuum-tuning.rows", 10000, "rows of a table", "ours: small tables are cleared quickly anyway");
    private static final Threshold CHURN = new Threshold(
            "autovacuum-tuning.churn",
            1,
            "changes a row since the counters began, or in thirty days at their pace",
            "ours: the whole table once over");
    private static final Threshold MONTH = new Threshold(
            "autovacuum-tuning.month",
            0.2,
            "changes a row in thirty days at their pace, of a table of 500,000 rows or more",
            "autovacuum_vacuum_scale_factor as it is by default: a month's dead rows are cleared at once");
    private static final Threshold LARGE = new Threshold(
            "autovacuum-tuning.large", 5000000, "rows of a large table", "ours: a fifth of it is a million dead rows");
    private static final Threshold DEAD = new Threshold(
            "autovacuum-tuning.dead",
            0.2,
            "share of dead rows",
            "pganalyze insufficient_vacuum_frequency: 20 % and 10 MB");

    private static final double LATE = 0.1;

    /** Rows of a table of which a fifth, 100,000 dead rows, is no small work for a vacuum; ours. */
    private static final double MANY = 500_000;

    private static final int DAYS = 30;

    /** So many changes tell the pace of a table; ours. */
    private static final int TELLING = 20;

    @Override
    public String slug() {
        return "autovacuum-tuning";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS, CHURN, MONTH, LARGE, DEAD);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var late = catalog.relations().stream().filter(r -> isLate(scene, r)).toList();
        return TableOptions.byWhole(catalog, late).entrySet().stream()
                .map(whole -> finding(scene, whole.getKey(), whole.getValue()))
                .toList();
    }

    private static boolean isLate(Scene scene, Relation table) {
        var use = table.use();
        if (use == null
                || table.temporary()
                || use.liveTuples() + use.deadTuples() < scene.of(ROWS)
                || TableOptions.hasOwn(table, "autovacuum_vacuum_scale_factor")
                || TableOptions.hasOwn(table, "autovacuum_vacuum_threshold")) {
            return false;
        }
        boolean large = use.liveTuples() >= scene.of(LARGE) && changed(use) >= scene.of(ROWS);
        return (large || isChurned(scene, use))
                && TableOptions.number(scene.catalog(), table, "autovacuum_vacuum_scale_factor", 0.2) >= LATE;
    }

    private static boolean isChurned(Scene scene, RelationUse use) {
        double live = Math.max(1, use.liveTuples());
        double ofMonth = Math.min(scene.of(CHURN), live >= MANY ? scene.of(MONTH) : Double.POSITIVE_INFINITY);
        return changed(use) >= scene.of(CHURN) * live
                || (changed(use) >= TELLING && inMonth(scene, use) >= ofMonth * live);
    }

    /** Changes in thirty days, at the pace since the counters began; none where that is not known. */
    private static double inMonth(Scene scene, RelationUse use) {
        var since = scene.catalog().activity().statisticsReset();
        var began = since == null ? scene.catalog().server().startedAt() : since;
        double days = began == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(began, scene.catalog().readAt()).toMillis() / 86.4e6;
        return days <= 0 ? 0 : changed(use) / days * DAYS;
    }

    private static double changed(RelationUse use) {
        return (double) use.updated() + use.deleted();
    }

    private Finding finding(Scene scene, QualifiedName name, List<Relation> tables) {
        var uses =
                tables.stream().map(Relation::use).flatMap(Stream::ofNullable).toList();
        double live = uses.stream().mapToDouble(RelationUse::liveTuples).sum();
        double dead = uses.stream().mapToDouble(RelationUse::deadTuples).sum();
        double changed =
                uses.stream().mapToDouble(AutovacuumTuningRule::changed).sum();
        double bytes = tables.stream().mapToDouble(Relation::heapBytes).sum();
        double share = dead / Math.max(1, live + dead);
        boolean heavy = share >= scene.of(DEAD) && bytes * share >= 10 * 1024 * 1024.0;
        return Finding.of(
                        slug(),
                        heavy ? Severity.WARNING : Severity.NOTICE,
                        "table " + name,
                        name + " is updated much and vacuumed late: at "
                                + Amount.share(TableOptions.number(
                                        scene.catalog(), tables.getFirst(), "autovacuum_vacuum_scale_factor", 0.2))
                                + " dead rows",
                        "Until then dead rows are read past, indexes grow, and the vacuum that comes at last is a long one. Small"
                                + " steps cost less in all."
                                + (tables.size() > 1 ? " Set on each of its " + tables.size() + " partitions." : ""),
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                Amount.count(changed) + " updates and deletes, " + Amount.count(live) + " rows live, "
                                        + Amount.count(dead) + " dead (" + Amount.share(share) + ")",
                                Map.of("changed", changed, "live", live, "dead", dead))))
                .costing(Cost.ofBytes(Math.round(bytes * share)))
                .mendedBy(TableOptions.remedy(tables, values(live / tables.size())));
    }

    private static Map<String, String> values(double rows) {
        var values = new LinkedHashMap<String, String>();
        values.put("autovacuum_vacuum_scale_factor", rows >= 10_000_000 ? "0.005" : "0.02");
        values.put("autovacuum_vacuum_threshold", "1000");
        values.put("autovacuum_analyze_scale_factor", rows >= 10_000_000 ? "0.005" : "0.02");
        values.put("autovacuum_analyze_threshold", "1000");
        return values;
    }
}
