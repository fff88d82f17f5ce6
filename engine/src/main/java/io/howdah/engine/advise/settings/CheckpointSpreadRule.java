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
 * Sees checkpoints that write all at once.
 *
 * <p>checkpoint_completion_target spreads the writes over that part of the interval; 0.9 is the default since 14, and the
 * manual advises against less (section 19.5.2).
 */
public final class CheckpointSpreadRule implements Rule {

    private static final Threshold TARGET = new Threshold(
            "checkpoint-spread.target",
            0.9,
            "share of the interval",
            "manual, section 19.5.2: the default since 14, less is not recommended");

    @Override
    public String slug() {
        return "checkpoint-spread";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TARGET);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double now = Settings.number(catalog, "checkpoint_completion_target", 0.9);
        if (now >= scene.of(TARGET)) {
            return List.of();
        }
        return Advised.finding(
                slug(),
                Severity.NOTICE,
                catalog,
                "checkpoints write in " + Amount.share(now) + " of the time that they have",
                "The disk is busy while they do, and statements wait; spread over the interval the same pages disturb less.",
                List.of(Advised.now(catalog, "checkpoint_completion_target", "checkpoint_timeout")),
                SettingChange.to("checkpoint_completion_target", "0.9"));
    }
}
