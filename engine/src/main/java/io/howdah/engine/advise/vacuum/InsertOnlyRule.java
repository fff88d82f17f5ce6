package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sees tables that only grow and are vacuumed so seldom that index-only scans read the heap and old rows wait unfrozen.
 *
 * <p>Inserts alone bring a vacuum at autovacuum_vacuum_insert_scale_factor, a fifth of the table (manual, section 24.1.6);
 * a large table then comes by in months. What is inserted and not touched again is best frozen at once.
 */
public final class InsertOnlyRule implements Rule {

    private static final Threshold ROWS =
            new Threshold("insert-only-vacuum.rows", 100000, "rows of a table", "ours: less is vacuumed in a moment");
    private static final Threshold GROWN = new Threshold(
            "insert-only-vacuum.grown",
            0.05,
            "inserts as a share of the rows",
            "ours: a table that rests is no matter");
    private static final Threshold VISIBLE = new Threshold(
            "insert-only-vacuum.visible",
            0.9,
            "share of pages known as all visible",
            "ours: index-only scans look into a tenth of the heap");

    private static final double ONLY = 0.02;

    @Override
    public String slug() {
        return "insert-only-vacuum";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS, GROWN, VISIBLE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var waiting =
                catalog.relations().stream().filter(r -> isWaiting(scene, r)).toList();
        return TableOptions.byWhole(catalog, waiting).entrySet().stream()
                .map(whole -> finding(scene, whole.getKey(), whole.getValue()))
                .toList();
    }

    private static boolean isWaiting(Scene scene, Relation table) {
        var use = table.use();
        if (use == null
                || table.temporary()
                || use.liveTuples() < scene.of(ROWS)
                || use.inserted() < scene.of(GROWN) * use.liveTuples()
                || TableOptions.hasOwn(table, "autovacuum_vacuum_insert")) {
            return false;
        }
        double touched = (double) use.updated() + use.deleted();
        return touched <= ONLY * use.inserted() && visible(table) < scene.of(VISIBLE);
    }

    private static double visible(Relation table) {
        return table.heapBytes() == 0 ? 1 : table.allVisiblePages() / (table.heapBytes() / 8192.0);
    }

    private Finding finding(Scene scene, QualifiedName name, List<Relation> tables) {
        double rows = tables.stream()
                .map(Relation::use)
                .flatMap(Stream::ofNullable)
                .mapToDouble(RelationUse::liveTuples)
                .sum();
        double inserted = tables.stream()
                .map(Relation::use)
                .flatMap(Stream::ofNullable)
                .mapToDouble(RelationUse::inserted)
                .sum();
        double visible =
                tables.stream().mapToDouble(InsertOnlyRule::visible).average().orElse(0);
        var values = new LinkedHashMap<String, String>();
        values.put("autovacuum_vacuum_insert_scale_factor", "0.02");
        values.put("autovacuum_vacuum_insert_threshold", "10000");
        values.put("autovacuum_freeze_min_age", "0");
        values.put("autovacuum_analyze_scale_factor", "0.02");
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "table " + name,
                        name + " only grows, and " + Amount.share(1 - visible)
                                + " of its pages were not vacuumed since",
                        "Index-only scans must look into the heap for those pages, the newest ones, and one day all are frozen at"
                                + " once. Vacuumed in small steps and frozen at once, each page is written one time."
                                + (tables.size() > 1 ? " Set on each of its " + tables.size() + " partitions." : ""),
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                Amount.count(inserted) + " inserts, " + Amount.count(rows) + " rows live, "
                                        + Amount.count(upkeep(scene, tables)) + " inserted since the last vacuum",
                                Map.of("inserted", inserted, "live", rows, "visible_share", visible))))
                .mendedBy(TableOptions.remedy(tables, values));
    }

    private static double upkeep(Scene scene, List<Relation> tables) {
        return tables.stream()
                .mapToDouble(t -> scene.catalog().state().upkeep(t).insertedSinceVacuum())
                .sum();
    }
}
