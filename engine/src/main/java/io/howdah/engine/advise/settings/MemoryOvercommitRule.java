package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import java.util.List;

/**
 * Sees settings that together allow more memory than the machine has.
 *
 * <p>Shared buffers, one hash of work_mem × hash_mem_multiplier for the part of the connections that works at once, and the
 * workers of autovacuum with maintenance_work_mem each (manual, section 19.4.1). What the sum leaves out, further nodes
 * and parallel workers, makes it worse.
 */
public final class MemoryOvercommitRule implements Rule {

    private static final Threshold WORKING = new Threshold(
            "memory-overcommit.working",
            0.5,
            "share of max_connections that works at once",
            "ours: pools are sized so that half is busy at peak");

    @Override
    public String slug() {
        return "memory-overcommit";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WORKING);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var machine = scene.machine();
        if (machine == null) {
            return List.of();
        }
        var catalog = scene.catalog();
        double connections = Settings.number(catalog, "max_connections", 0);
        double each = Settings.number(catalog, "work_mem", 0) * Settings.number(catalog, "hash_mem_multiplier", 2);
        double fixed = Settings.number(catalog, "shared_buffers", 0) + upkeep(catalog);
        double working = Math.max(machine.cores() * 2.0, scene.of(WORKING) * connections);
        double sum = fixed + working * each;
        double all = fixed + connections * each;
        if (sum <= machine.memoryBytes()) {
            return List.of();
        }
        double fitting = Math.max(
                64 * 1024.0,
                SettingChange.round(Math.max(1, machine.memoryBytes() - fixed)
                        / (working * Settings.number(catalog, "hash_mem_multiplier", 2))));
        return Advised.finding(
                slug(),
                Severity.WARNING,
                catalog,
                "the settings allow " + Amount.bytes(sum) + " with " + Amount.count(working) + " of "
                        + Amount.count(connections) + " connections at work; the machine has "
                        + Amount.bytes((double) machine.memoryBytes()),
                "When memory runs out, Linux ends a process of the server and with it all sessions, or the machine swaps. Lower"
                        + " work_mem and set it higher for the roles that need it, or allow fewer connections and pool them.",
                List.of(
                        machine.source(),
                        Advised.now(
                                catalog,
                                "shared_buffers",
                                "work_mem",
                                "hash_mem_multiplier",
                                "max_connections",
                                "maintenance_work_mem",
                                "autovacuum_max_workers"),
                        "with every connection at work: " + Amount.bytes(all)),
                SettingChange.toBytes(catalog, "work_mem", fitting));
    }

    private static double upkeep(Catalog catalog) {
        double own = Settings.number(catalog, "autovacuum_work_mem", -1);
        double each = own > 0 ? own : Settings.number(catalog, "maintenance_work_mem", 0);
        return each * Settings.number(catalog, "autovacuum_max_workers", 3);
    }
}
