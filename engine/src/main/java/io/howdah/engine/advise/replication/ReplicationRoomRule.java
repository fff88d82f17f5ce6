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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees a server on which the next standby or subscriber will not be let in: senders or slots are nearly used up. More
 * need a restart (manual, section 19.6.1).
 */
public final class ReplicationRoomRule implements Rule {

    private static final Threshold SHARE =
            new Threshold("replication-room.share", 0.8, "share in use", "ours: one of five is left");

    @Override
    public String slug() {
        return "replication-room";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        examine(scene, "senders", "max_wal_senders").ifPresent(findings::add);
        examine(scene, "slots", "max_replication_slots").ifPresent(findings::add);
        return List.copyOf(findings);
    }

    private Optional<Finding> examine(Scene scene, String what, String setting) {
        var catalog = scene.catalog();
        double used = catalog.state().counter(what);
        double limit = Settings.number(catalog, setting, 0);
        if (limit <= 0 || !(used >= scene.of(SHARE) * limit)) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        slug(),
                        used >= limit ? Severity.WARNING : Severity.NOTICE,
                        "setting " + setting,
                        Amount.count(used) + " of " + Amount.count(limit) + " replication " + what + " are in use",
                        "The next standby, subscriber or base backup is refused. A standby that reconnects may take a second one for a"
                                + " while. It needs a restart: do it before.",
                        List.of(Evidence.catalog(setting + " = " + Amount.count(limit))))
                .mendedBy(SettingChange.remedy(catalog, SettingChange.toCount(setting, 2 * limit))));
    }
}
