package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Machine;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Sees sorts and hashes that go to disk though the machine has the memory for them.
 *
 * <p>What each may have: half of the memory that is not shared buffers, among all connections that are allowed, times
 * hash_mem_multiplier, of which a hash takes that many (manual, section 19.4.1). Reported only where statements of the
 * workload wrote temporary files.
 */
public final class WorkMemoryRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "work-memory.share",
            0.5,
            "share of the memory that is not shared buffers",
            "ours: the rest is for the cache and for upkeep");
    private static final Threshold TIMES = new Threshold("work-memory.times", 2, "times", "ours: less moves few sorts");
    private static final Threshold TIME = new Threshold(
            "work-memory.time-share", 0.01, "share of the time of all statements", "ours: less is not worth a change");

    private static final double MOST_BYTES = 1024.0 * 1024 * 1024;

    @Override
    public String slug() {
        return "work-memory";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, TIMES, TIME);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var wanted = proposed(scene);
        return wanted.isEmpty() ? List.of() : finding(scene, wanted.getAsDouble());
    }

    /** What work_mem should be, in bytes; empty where it may stay. */
    public static OptionalDouble proposed(Scene scene) {
        var machine = scene.machine();
        double now = Settings.number(scene.catalog(), "work_mem", 0);
        var spilling = spilling(scene.workload());
        if (machine == null || now <= 0 || spilling.isEmpty()) {
            return OptionalDouble.empty();
        }
        double wanted = Math.min(MOST_BYTES, SettingChange.round(affordable(scene, machine)));
        return wanted < now * scene.of(TIMES) || share(spilling, scene) < scene.of(TIME)
                ? OptionalDouble.empty()
                : OptionalDouble.of(wanted);
    }

    private static double share(List<Statement> spilling, Scene scene) {
        double total = scene.workload().totalMs();
        return Math.min(1, spilling.stream().mapToDouble(Statement::totalMs).sum() / Math.max(1, total));
    }

    private List<Finding> finding(Scene scene, double wanted) {
        var catalog = scene.catalog();
        var spilling = spilling(scene.workload());
        var evidence = new ArrayList<String>();
        evidence.add(Objects.requireNonNull(scene.machine()).source());
        evidence.add(Advised.now(catalog, "work_mem", "hash_mem_multiplier", "max_connections"));
        spilling.stream().limit(3).map(WorkMemoryRule::text).forEach(evidence::add);
        var change = SettingChange.toBytes(catalog, "work_mem", wanted);
        var findings = Advised.finding(
                        slug(),
                        Severity.NOTICE,
                        catalog,
                        "sorts and hashes of " + spilling.size() + (spilling.size() == 1 ? " statement" : " statements")
                                + " go to disk with work_mem at "
                                + Amount.bytes(Settings.number(catalog, "work_mem", 0)) + "; " + Amount.bytes(wanted)
                                + " can be afforded",
                        "A sort or hash that does not fit is written and read again. Each node of each session may take as much,"
                                + " hashes hash_mem_multiplier times; for few statements set it for their role only.",
                        evidence,
                        change)
                .stream()
                .map(f -> f.costing(Cost.ofTime(share(spilling, scene))))
                .toList();
        return PlansUnder.evident(findings, scene, Map.of(change.name(), change.value()));
    }

    private static double affordable(Scene scene, Machine machine) {
        var catalog = scene.catalog();
        double free = machine.memoryBytes() - Settings.number(catalog, "shared_buffers", 0);
        double connections = Settings.number(catalog, "max_connections", 100);
        double hashes = Settings.number(catalog, "hash_mem_multiplier", 2);
        return Math.max(64 * 1024.0, scene.of(SHARE) * free / (connections * hashes));
    }

    private static List<Statement> spilling(Workload workload) {
        return workload.statements().stream()
                .filter(s -> temporary(s) > 0)
                .sorted(Comparator.comparingDouble(WorkMemoryRule::temporary).reversed())
                .toList();
    }

    private static double temporary(Statement statement) {
        var counters = statement.counters();
        return counters == null ? 0 : counters.tempBlocksWritten();
    }

    private static String text(Statement statement) {
        return Amount.bytes(8192 * temporary(statement) / Math.max(1, statement.calls()))
                + " of temporary files a call: " + Who.brief(statement.text());
    }
}
