package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
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
 * Sees logical decoding that writes transactions to disk for want of memory: logical_decoding_work_mem (manual, section
 * 19.4.1; pg_stat_replication_slots).
 */
public final class DecodingSpillRule implements Rule {

    private static final Threshold BYTES =
            new Threshold("decoding-spill.bytes", 10.0 * 1024 * 1024 * 1024, "bytes since the counters began", "ours");

    @Override
    public String slug() {
        return "decoding-spill";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double spilled = catalog.state().counter("spilled_bytes");
        if (!(spilled >= scene.of(BYTES))) {
            return List.of();
        }
        double now = Settings.number(catalog, "logical_decoding_work_mem", 64 * 1024 * 1024.0);
        return List.of(Finding.of(
                        slug(),
                        Severity.INFO,
                        "setting logical_decoding_work_mem",
                        "logical decoding wrote " + Amount.bytes(spilled)
                                + " of transactions to disk and read them again",
                        "Transactions larger than logical_decoding_work_mem wait on disk until they end. Smaller ones, streaming = on in"
                                + " the subscription, or more memory for each sender help.",
                        List.of(Evidence.catalog("logical_decoding_work_mem = " + Amount.bytes(now))))
                .costing(Cost.ofBytes(Math.round(spilled)))
                .mendedBy(SettingChange.remedy(
                        catalog, SettingChange.toBytes(catalog, "logical_decoding_work_mem", 4 * now))));
    }
}
