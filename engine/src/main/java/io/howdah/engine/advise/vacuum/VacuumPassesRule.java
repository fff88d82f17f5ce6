package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sees vacuums that go through all indexes more than once because they cannot remember all dead rows.
 *
 * <p>Before 17 a dead row takes 6 bytes of autovacuum_work_mem or maintenance_work_mem, of which at most 1 GB counts; since
 * 17 they are packed and passes are rare (release notes of 17). Told of vacuums at work, and of tables that will need it
 * when a vacuum is due.
 */
public final class VacuumPassesRule implements Rule {

    private static final Threshold PASSES =
            new Threshold("vacuum-passes.passes", 2, "passes through the indexes", "pganalyze inefficient_index_phase");

    private static final double GB = 1024.0 * 1024 * 1024;
    private static final double ROW_BYTES = 6;

    @Override
    public String slug() {
        return "vacuum-passes";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PASSES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var findings = new ArrayList<Finding>();
        for (var vacuum : catalog.state().vacuums()) {
            var name = vacuum.table();
            if (name != null && vacuum.indexPasses() >= scene.of(PASSES)) {
                findings.add(finding(
                        scene,
                        name,
                        Severity.WARNING,
                        "the vacuum of " + name + " at work has gone through its indexes " + vacuum.indexPasses()
                                + " times so far"));
            }
        }
        if (catalog.server().major() < 17 && findings.isEmpty()) {
            coming(scene).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    private Optional<Finding> coming(Scene scene) {
        var catalog = scene.catalog();
        double rows = Math.min(memory(catalog), GB) / ROW_BYTES;
        return catalog.relations().stream()
                .filter(r -> r.use() != null && !r.indexes().isEmpty() && due(catalog, r) > rows)
                .max(Comparator.comparingDouble(r -> due(catalog, r)))
                .map(r -> finding(
                        scene,
                        r.name(),
                        Severity.NOTICE,
                        r.name() + " will have " + Amount.count(due(catalog, r))
                                + " dead rows when its vacuum is due; it remembers " + Amount.count(rows)));
    }

    private static double due(Catalog catalog, Relation table) {
        double rows = table.use() == null ? 0 : table.use().liveTuples();
        return TableOptions.number(catalog, table, "autovacuum_vacuum_threshold", 50)
                + TableOptions.number(catalog, table, "autovacuum_vacuum_scale_factor", 0.2) * rows;
    }

    private static double memory(Catalog catalog) {
        double own = Settings.number(catalog, "autovacuum_work_mem", -1);
        return own > 0 ? own : Settings.number(catalog, "maintenance_work_mem", 64 * 1024 * 1024.0);
    }

    private Finding finding(Scene scene, QualifiedName table, Severity severity, String title) {
        var catalog = scene.catalog();
        double usable = catalog.server().major() < 17 ? GB : Double.POSITIVE_INFINITY;
        double wanted = Math.min(usable, 4 * memory(catalog));
        var found = Finding.of(
                slug(),
                severity,
                "table " + table,
                title,
                "Each pass reads every index of the table from beginning to end. Give vacuum more memory, or let it come"
                        + " sooner by a smaller scale factor.",
                List.of(Evidence.catalog("autovacuum may use " + Amount.bytes(memory(catalog)))));
        return wanted <= memory(catalog)
                ? found
                : found.mendedBy(
                        SettingChange.remedy(catalog, SettingChange.toBytes(catalog, "autovacuum_work_mem", wanted)));
    }
}
