package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Index;
import java.util.List;

/**
 * Sees a maintenance_work_mem that makes index builds and vacuum of large tables go in pieces on a machine that has the
 * memory.
 *
 * <p>A sixteenth of the memory, at most 1 GB before 17, as vacuum could use no more (release notes of 17), and 2 GB from
 * then on: beyond, sorts gain little. Every worker of autovacuum may take as much unless autovacuum_work_mem is set
 * (manual, section 19.4.1).
 */
public final class MaintenanceMemoryRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "maintenance-memory.share",
            0.0625,
            "share of the memory",
            "ours: three workers and a build stay below a quarter");
    private static final Threshold TIMES =
            new Threshold("maintenance-memory.times", 4, "times", "ours: less shortens nothing much");

    private static final double GB = 1024.0 * 1024 * 1024;

    @Override
    public String slug() {
        return "maintenance-memory";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, TIMES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var machine = scene.machine();
        var catalog = scene.catalog();
        double now = Settings.number(catalog, "maintenance_work_mem", 0);
        double largest =
                catalog.indexes().stream().mapToLong(Index::sizeBytes).max().orElse(0);
        if (machine == null || now <= 0 || largest <= now) {
            return List.of();
        }
        double cap = catalog.server().major() >= 17 ? 2 * GB : GB;
        double wanted = Math.min(cap, SettingChange.round(machine.memoryBytes() * scene.of(SHARE)));
        if (now * scene.of(TIMES) > wanted) {
            return List.of();
        }
        double workers = Settings.number(catalog, "autovacuum_max_workers", 3);
        return Advised.finding(
                slug(),
                Severity.INFO,
                catalog,
                "index builds and vacuum may take " + Amount.bytes(now) + " each; " + Amount.bytes(wanted)
                        + " fits this machine",
                "An index larger than that is sorted on disk when it is built. Autovacuum's " + Amount.count(workers)
                        + " workers may take as much each while autovacuum_work_mem is -1.",
                List.of(
                        machine.source(),
                        Advised.now(catalog, "maintenance_work_mem", "autovacuum_work_mem"),
                        "largest index " + Amount.bytes(largest)),
                SettingChange.toBytes(catalog, "maintenance_work_mem", wanted));
    }
}
