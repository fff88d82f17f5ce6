package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;

/**
 * Sees an 18 or newer that reads synchronously, or with few workers on a machine with many cores.
 *
 * <p>io_method is worker by default, with three io_workers (manual, section 19.4.3); sync reads as 17 did.
 */
public final class IoMethodRule implements Rule {

    private static final Threshold CORES =
            new Threshold("io-method.cores", 16, "cores", "ours: from where three workers are less than a fifth");

    @Override
    public String slug() {
        return "io-method";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(CORES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        if (Settings.is(catalog, "io_method", "sync")) {
            return Advised.finding(
                    slug(),
                    Severity.INFO,
                    catalog,
                    "reads are synchronous: io_method is sync",
                    "Sequential and bitmap scans then wait for each read; the default reads ahead in workers of its own.",
                    List.of(Advised.now(catalog, "io_method", "io_workers")),
                    SettingChange.to("io_method", "worker"));
        }
        var machine = scene.machine();
        double workers = Settings.number(catalog, "io_workers", 0);
        if (machine == null
                || !Settings.is(catalog, "io_method", "worker")
                || machine.cores() < scene.of(CORES)
                || workers > 3) {
            return List.of();
        }
        return Advised.finding(
                slug(),
                Severity.INFO,
                catalog,
                Amount.count(workers) + " workers read for " + machine.cores() + " cores",
                "With many scans at once they are what the scans wait for. A quarter of the cores is a start.",
                List.of(machine.source(), Advised.now(catalog, "io_method", "io_workers")),
                SettingChange.to("io_workers", String.valueOf(Math.clamp(machine.cores() / 4, 4, 32))));
    }
}
