package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import java.util.List;
import java.util.Set;

/**
 * Sees a standby for which nobody keeps WAL: neither a slot, nor wal_keep_size, nor an archive.
 *
 * <p>WAL goes with the next checkpoints; a standby that was away for longer must be made anew (manual, section 26.2.5). A receiver
 * that streams uses a slot or none, so that one is without where more stream than slots are in use.
 */
public final class StandbyWithoutSlotRule implements Rule {

    private static final Threshold SECONDS = new Threshold(
            "standby-without-slot.seconds", 3_600, "seconds of WAL kept", "ours: a restart of the standby's machine");

    private static final Set<String> FOLLOWING = Set.of("streaming", "catchup");
    private static final double MB = 1024.0 * 1024;
    private static final double LEAST_BYTES = 1024 * MB;

    @Override
    public String slug() {
        return "standby-without-slot";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        long following = catalog.activity().replicas().stream()
                .filter(r -> FOLLOWING.contains(String.valueOf(r.state())))
                .count();
        long slots = catalog.activity().slots().stream()
                .filter(Activity.Slot::active)
                .count();
        boolean nothingKept = Settings.is(catalog, "wal_keep_size", "0") && Settings.is(catalog, "archive_mode", "off");
        return following > slots && nothingKept ? List.of(finding(scene, following, slots)) : List.of();
    }

    private Finding finding(Scene scene, long following, long slots) {
        var catalog = scene.catalog();
        long without = following - slots;
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "setting wal_keep_size",
                        without + (without == 1 ? " standby follows" : " standbys follow")
                                + " without a slot, and no WAL is kept for " + (without == 1 ? "it" : "them"),
                        "One that is away for longer than a few checkpoints asks for WAL that is gone, and must be made anew. A slot"
                                + " keeps what its standby needs, within max_slot_wal_keep_size; wal_keep_size keeps the same for all.",
                        List.of(
                                Evidence.catalog(following + " receivers stream, " + slots + " slots are in use"),
                                Evidence.catalog("wal_keep_size = 0, archive_mode = off")))
                .mendedBy(SettingChange.remedy(
                        catalog, SettingChange.toBytes(catalog, "wal_keep_size", kept(scene, catalog))));
    }

    private static double kept(Scene scene, Catalog catalog) {
        double rate = catalog.state().counter("wal_bytes") / catalog.state().counter("wal_seconds");
        double needed = Double.isFinite(rate) ? rate * scene.of(SECONDS) : 0;
        return Math.max(LEAST_BYTES, MB * Math.ceil(needed / MB));
    }
}
