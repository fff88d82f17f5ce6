package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Machine;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;

/**
 * Sees workers that do not fit the machine's cores: more for one query than there are cores, or fewer in all than half
 * of them.
 *
 * <p>Parallel workers come from max_parallel_workers, those from max_worker_processes (manual, section 19.4.4).
 */
public final class ParallelWorkersRule implements Rule {

    private static final Threshold SHARE =
            new Threshold("parallel-workers.share", 0.5, "share of the cores", "ours: half for queries of one process");

    private static final int MANY_CORES = 12;

    @Override
    public String slug() {
        return "parallel-workers";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var machine = scene.machine();
        if (machine == null) {
            return List.of();
        }
        var catalog = scene.catalog();
        double each = Settings.number(catalog, "max_parallel_workers_per_gather", 2);
        double all = Math.min(
                Settings.number(catalog, "max_parallel_workers", 8),
                Settings.number(catalog, "max_worker_processes", 8));
        if (each > machine.cores()) {
            return finding(
                    scene,
                    machine,
                    Amount.count(each) + " workers for one query on " + machine.cores()
                            + (machine.cores() == 1 ? " core" : " cores"),
                    machine.cores() / 2,
                    Severity.NOTICE);
        }
        if (machine.cores() >= MANY_CORES && all < scene.of(SHARE) * machine.cores()) {
            return finding(
                    scene,
                    machine,
                    "all queries together may use " + Amount.count(all) + " of " + machine.cores()
                            + " cores for parallel work",
                    (int) Math.max(each, Math.min(4, machine.cores() / 4)),
                    Severity.INFO);
        }
        return List.of();
    }

    private List<Finding> finding(Scene scene, Machine machine, String title, int each, Severity severity) {
        var catalog = scene.catalog();
        var cores = String.valueOf(Math.max(8, machine.cores()));
        var findings = Advised.finding(
                slug(),
                severity,
                catalog,
                title,
                "Workers beyond the cores only share them, and each may take work_mem; with too few, large queries and index"
                        + " builds leave cores idle. max_worker_processes needs a restart.",
                List.of(
                        machine.source(),
                        Advised.now(
                                catalog,
                                "max_parallel_workers_per_gather",
                                "max_parallel_workers",
                                "max_worker_processes",
                                "max_parallel_maintenance_workers")),
                SettingChange.to("max_parallel_workers_per_gather", String.valueOf(each)),
                SettingChange.to("max_parallel_workers", String.valueOf(machine.cores())),
                SettingChange.to("max_worker_processes", cores));
        return PlansUnder.evident(findings, scene, Map.of("max_parallel_workers_per_gather", String.valueOf(each)));
    }
}
