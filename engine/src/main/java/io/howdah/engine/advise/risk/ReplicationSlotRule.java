package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sees replication slots that hold back WAL or vacuum.
 *
 * <p>A slot keeps WAL until its reader took it, without limit unless max_slot_wal_keep_size is set, and can fill the disk
 * (manual, section 26.2.6). An inactive slot does so for certain; an active one is reported from 10 GB on, ten times the default
 * of max_wal_size. A slot's xmin holds vacuum back like an open transaction; half of autovacuum_freeze_max_age is reported.
 *
 * <p>A slot that slot synchronisation keeps on a standby has no reader there and cannot be dropped there: it follows that of the
 * primary, where it is judged (manual, section 47.2.3). On a server that was promoted the mark stays and says nothing.
 */
public final class ReplicationSlotRule implements Rule {

    private static final Threshold MUCH_WAL = new Threshold(
            "replication-slot.bytes",
            10737418240.0,
            "bytes of WAL that an active slot holds",
            "ours: ten times the default of max_wal_size");
    private static final double DEFAULT_FREEZE_MAX_AGE = 200_000_000;

    @Override
    public String slug() {
        return "replication-slot";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MUCH_WAL);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double oldXmin = Settings.number(catalog, "autovacuum_freeze_max_age", DEFAULT_FREEZE_MAX_AGE) / 2;
        boolean unlimited = Settings.number(catalog, "max_slot_wal_keep_size", -1) < 0;
        boolean standby = catalog.server().inRecovery();
        return catalog.activity().slots().stream()
                .filter(s -> !(standby && Boolean.TRUE.equals(s.synced())))
                .filter(s -> !s.active() || retained(s) >= scene.of(MUCH_WAL) || xminAge(s) >= oldXmin || isLosing(s))
                .map(s -> finding(scene, s, unlimited))
                .toList();
    }

    private Finding finding(Scene scene, Activity.Slot slot, boolean unlimited) {
        boolean critical = isLosing(slot) || (retained(slot) >= scene.of(MUCH_WAL) && unlimited);
        return Finding.of(
                slug(),
                critical ? Severity.CRITICAL : Severity.WARNING,
                "slot " + slot.name(),
                "the %s %s slot %s holds back %s of WAL"
                        .formatted(
                                slot.active() ? "active" : "inactive",
                                slot.type(),
                                slot.name(),
                                Amount.bytes(retained(slot))),
                (unlimited ? "It may grow until the disk is full; max_slot_wal_keep_size sets a limit. " : "")
                        + "Bring its reader back, or SELECT pg_drop_replication_slot('"
                        + slot.name().replace("'", "''")
                        + "') if nobody needs it; the reader then has to be made anew.",
                evidence(slot));
    }

    private static List<Evidence> evidence(Activity.Slot slot) {
        var evidence = new ArrayList<Evidence>();
        evidence.add(Evidence.catalog("wal_status " + Objects.requireNonNullElse(slot.walStatus(), "unknown")));
        if (slot.xminAge() != null) {
            evidence.add(Evidence.catalog("vacuum keeps rows that died in the last " + Amount.count(slot.xminAge())
                    + " transactions for it"));
        }
        return evidence;
    }

    /** Its WAL is beyond the limit, or gone already. */
    private static boolean isLosing(Activity.Slot slot) {
        return "unreserved".equals(slot.walStatus()) || "lost".equals(slot.walStatus());
    }

    private static double retained(Activity.Slot slot) {
        return slot.retainedBytes() == null ? 0 : slot.retainedBytes();
    }

    private static double xminAge(Activity.Slot slot) {
        return slot.xminAge() == null ? 0 : slot.xminAge();
    }
}
