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

/**
 * Sees shared_buffers that do not fit the machine: far below the quarter of the memory that the manual calls a
 * reasonable start, or above the two fifths beyond which it says more is unlikely to help (section 19.4.1).
 *
 * <p>Where the whole database fits into what there is, a finding is for information only.
 */
public final class SharedBuffersRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "shared-buffers.share", 0.25, "share of the memory", "manual, section 19.4.1: a reasonable start");
    private static final Threshold MOST = new Threshold(
            "shared-buffers.most",
            0.4,
            "share of the memory",
            "manual, section 19.4.1: more is unlikely to work better");
    private static final Threshold TIMES = new Threshold(
            "shared-buffers.times", 2, "times", "ours: half of what is wanted is no reason for a restart");

    private static final double LEAST_BYTES = 1024.0 * 1024 * 1024;

    @Override
    public String slug() {
        return "shared-buffers";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, MOST, TIMES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var machine = scene.machine();
        double now = Settings.number(scene.catalog(), "shared_buffers", 0);
        if (machine == null || now <= 0 || machine.memoryBytes() < LEAST_BYTES) {
            return List.of();
        }
        double wanted = SettingChange.round(scene.of(SHARE) * machine.memoryBytes());
        if (now > scene.of(MOST) * machine.memoryBytes()) {
            return finding(
                    scene, machine, now, wanted, "leaves too little to the operating system's cache and to sessions");
        }
        return now * scene.of(TIMES) <= wanted
                ? finding(scene, machine, now, wanted, "is small for this machine")
                : List.of();
    }

    private List<Finding> finding(Scene scene, Machine machine, double now, double wanted, String what) {
        var catalog = scene.catalog();
        boolean fits = now < wanted && catalog.databaseBytes() < now;
        return Advised.finding(
                slug(),
                fits ? Severity.INFO : Severity.NOTICE,
                catalog,
                "shared_buffers of " + Amount.bytes(now) + " " + what + "; " + Amount.bytes(wanted) + " fits it",
                "Pages that do not stay in shared buffers are read again. More takes memory from the operating system's cache,"
                        + " which holds the same pages, and from work_mem; it needs a restart"
                        + (fits ? ". The database fits into what there is, so that little is gained today." : "."),
                List.of(
                        machine.source(),
                        Advised.now(catalog, "shared_buffers"),
                        "database " + Amount.bytes((double) catalog.databaseBytes())),
                SettingChange.toBytes(catalog, "shared_buffers", wanted));
    }
}
