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
 * Sees a max_wal_size that the rate of writing fills before a checkpoint is due.
 *
 * <p>Between two checkpoints by time, WAL of checkpoint_timeout is written, and that of the checkpoint before is kept until
 * it is done: one plus checkpoint_completion_target times as much (manual, section 28.5). min_wal_size goes with it, to a quarter
 * as pgtune has it: below it files are used again, above it they are removed when it is quiet and made anew at the next peak.
 */
public final class WalSizeRule implements Rule {

    private static final Threshold TIMES = new Threshold(
            "wal-size.times", 2, "times what is needed on average", "ours: peaks are higher than the average");

    private static final double LEAST_SECONDS = 3_600;
    private static final double KEPT = 4;
    private static final double MB = 1024.0 * 1024;

    @Override
    public String slug() {
        return "wal-size";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TIMES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double seconds = catalog.state().counter("wal_seconds");
        double now = Settings.number(catalog, "max_wal_size", 0);
        double rate = catalog.state().counter("wal_bytes") / seconds;
        double timeout = Settings.number(catalog, "checkpoint_timeout", 300_000) / 1_000;
        double needed = rate * timeout * (1 + Settings.number(catalog, "checkpoint_completion_target", 0.9));
        if (!(seconds >= LEAST_SECONDS) || !(needed > now) || now <= 0) {
            return List.of();
        }
        return finding(scene, rate, seconds, needed);
    }

    private List<Finding> finding(Scene scene, double rate, double seconds, double needed) {
        var catalog = scene.catalog();
        double wanted = 256 * MB * Math.ceil(scene.of(TIMES) * needed / (256 * MB));
        return Advised.finding(
                slug(),
                Severity.NOTICE,
                catalog,
                "max_wal_size of " + Amount.bytes(Settings.number(catalog, "max_wal_size", 0))
                        + " is full before a checkpoint is due; " + Amount.bytes(wanted) + " is not",
                "Checkpoints then come early, and every page that changes after one goes to WAL as a whole. More costs disk and"
                        + " time to recover after a crash.",
                List.of(
                        "WAL is written at " + Amount.bytes(rate) + " a second, over " + Amount.duration(seconds),
                        Advised.now(
                                catalog,
                                "max_wal_size",
                                "min_wal_size",
                                "checkpoint_timeout",
                                "checkpoint_completion_target")),
                changes(catalog, wanted));
    }

    private static SettingChange[] changes(Catalog catalog, double wanted) {
        var most = SettingChange.toBytes(catalog, "max_wal_size", wanted);
        return Settings.number(catalog, "min_wal_size", wanted) >= wanted / KEPT
                ? new SettingChange[] {most}
                : new SettingChange[] {most, SettingChange.toBytes(catalog, "min_wal_size", wanted / KEPT)};
    }
}
