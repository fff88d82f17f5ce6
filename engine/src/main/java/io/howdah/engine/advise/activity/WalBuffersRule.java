package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import java.util.List;

/**
 * Sees sessions that wait because the buffers of WAL are full (pg_stat_wal; wal_buffers, manual, section 19.5.1).
 */
public final class WalBuffersRule implements Rule {

    private static final Threshold RATE = new Threshold("wal-buffers.per-second", 1, "times a second", "ours");

    @Override
    public String slug() {
        return "wal-buffers";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(RATE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double full = catalog.state().counter("wal_buffers_full");
        double rate = full / catalog.state().counter("wal_seconds");
        double now = Settings.number(catalog, "wal_buffers", 0);
        if (!(rate >= scene.of(RATE)) || now >= 256 * 1024 * 1024.0) {
            return List.of();
        }
        return List.of(Finding.of(
                        slug(),
                        Severity.INFO,
                        "setting wal_buffers",
                        "the buffers of WAL were full " + Amount.digits(rate) + " times a second",
                        "Sessions that write then wait until some are written. Large commits and loads gain from more; it needs a"
                                + " restart.",
                        List.of(Evidence.catalog(Amount.count(full) + " times; wal_buffers = " + Amount.bytes(now))))
                .mendedBy(SettingChange.remedy(
                        catalog,
                        SettingChange.toBytes(catalog, "wal_buffers", Math.max(64 * 1024 * 1024.0, 2 * now)))));
    }
}
