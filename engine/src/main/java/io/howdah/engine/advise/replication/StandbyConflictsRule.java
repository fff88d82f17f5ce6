package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees queries on a standby that are ended because the primary removed rows that they still read.
 *
 * <p>max_standby_streaming_delay gives queries time at the price of lag; hot_standby_feedback keeps the rows at the price
 * of bloat on the primary (manual, section 26.4.2).
 */
public final class StandbyConflictsRule implements Rule {

    private static final Threshold ENDED = new Threshold(
            "standby-conflicts.queries", 10, "queries since the counters began", "ours: fewer are chance");

    @Override
    public String slug() {
        return "standby-conflicts";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ENDED);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var state = catalog.state();
        double ended = 0;
        var kinds = new ArrayList<String>();
        for (var kind : List.of("snapshot", "lock", "pin", "deadlock")) {
            double count = state.counters().getOrDefault("conflicts_" + kind, 0.0);
            ended += count;
            kinds.add(Amount.count(count) + " for " + kind);
        }
        if (!catalog.server().inRecovery() || ended < scene.of(ENDED)) {
            return List.of();
        }
        return List.of(Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "standby",
                        Amount.count(ended) + " queries on this standby were ended in favour of replay",
                        "Either replay waits longer (max_standby_streaming_delay: lag grows), or the primary keeps what they read"
                                + " (hot_standby_feedback: dead rows stay there the while).",
                        List.of(
                                Evidence.catalog(String.join(", ", kinds)),
                                Evidence.catalog("hot_standby_feedback = "
                                        + catalog.setting("hot_standby_feedback")
                                                .map(Setting::value)
                                                .orElse("?")
                                        + ", max_standby_streaming_delay = "
                                        + catalog.setting("max_standby_streaming_delay")
                                                .map(Setting::value)
                                                .orElse("?")
                                        + " ms")))
                .mendedBy(SettingChange.remedy(catalog, SettingChange.to("hot_standby_feedback", "on"))));
    }
}
