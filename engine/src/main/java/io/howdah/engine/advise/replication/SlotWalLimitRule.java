package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Activity;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sees replication slots that may keep WAL until the disk is full, there being no limit (manual, section 19.6.1).
 */
public final class SlotWalLimitRule implements Rule {

    private static final Threshold BYTES = new Threshold(
            "slot-wal-limit.bytes",
            10.0 * 1024 * 1024 * 1024,
            "bytes proposed at least",
            "ours: an hour at 3 MB a second");

    @Override
    public String slug() {
        return "slot-wal-limit";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        boolean unlimited = Settings.is(catalog, "max_slot_wal_keep_size", "-1");
        if (!unlimited || catalog.activity().slots().isEmpty()) {
            return List.of();
        }
        double kept = catalog.activity().slots().stream()
                .map(Activity.Slot::retainedBytes)
                .flatMap(Stream::ofNullable)
                .mapToDouble(Long::doubleValue)
                .max()
                .orElse(0);
        double limit = Math.max(scene.of(BYTES), 4 * Settings.number(catalog, "max_wal_size", 0));
        return List.of(Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "setting max_slot_wal_keep_size",
                        Amount.count(catalog.activity().slots().size())
                                + (catalog.activity().slots().size() == 1 ? " replication slot" : " replication slots")
                                + " may keep WAL without limit",
                        "One reader that stays away fills the disk, and the server stops. With a limit the slot is lost instead, and its"
                                + " reader is made anew. Take what the disk can spare.",
                        List.of(Evidence.catalog("the slot that keeps most keeps " + Amount.bytes(kept))))
                .mendedBy(SettingChange.remedy(
                        catalog, SettingChange.toBytes(catalog, "max_slot_wal_keep_size", limit))));
    }
}
