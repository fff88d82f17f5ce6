package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;

/**
 * Sees an effective_cache_size by which the planner believes much less, or more, to be cached than the machine can hold.
 *
 * <p>It allocates nothing; it makes index scans look dearer when it is too small (manual, section 19.7.2). Three quarters
 * of the memory is what shared buffers and the operating system's cache come to on a machine of the server's own.
 */
public final class EffectiveCacheSizeRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "effective-cache-size.share",
            0.75,
            "share of the memory",
            "manual, section 19.7.2: shared buffers and the part of the cache that serves data");
    private static final Threshold TIMES =
            new Threshold("effective-cache-size.times", 2, "times", "ours: plans hardly change below");

    @Override
    public String slug() {
        return "effective-cache-size";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, TIMES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var machine = scene.machine();
        var catalog = scene.catalog();
        double now = Settings.number(catalog, "effective_cache_size", 0);
        if (machine == null || now <= 0) {
            return List.of();
        }
        double wanted = SettingChange.round(scene.of(SHARE) * machine.memoryBytes());
        if (now * scene.of(TIMES) > wanted && now <= machine.memoryBytes()) {
            return List.of();
        }
        var change = SettingChange.toBytes(catalog, "effective_cache_size", wanted);
        var findings = Advised.finding(
                slug(),
                now < wanted && catalog.databaseBytes() < now ? Severity.INFO : Severity.NOTICE,
                catalog,
                "the planner believes that " + Amount.bytes(now) + " are cached; this machine holds about "
                        + Amount.bytes(wanted),
                "Index scans look dearer than they are where it is too small, cheaper where it is too large. Nothing is allocated"
                        + " by it.",
                List.of(machine.source(), Advised.now(catalog, "effective_cache_size", "shared_buffers")),
                change);
        return PlansUnder.evident(findings, scene, Map.of(change.name(), change.value()));
    }
}
