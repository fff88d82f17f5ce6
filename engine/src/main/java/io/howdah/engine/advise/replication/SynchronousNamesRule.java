package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Setting;
import java.util.List;

/**
 * Sees commits that wait, or would wait, for a standby that is not there.
 *
 * <p>Where synchronous_standby_names names standbys of which none is connected as synchronous, every commit waits without
 * end (manual, section 26.2.8).
 */
public final class SynchronousNamesRule implements Rule {

    @Override
    public String slug() {
        return "synchronous-standby-missing";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var names = catalog.setting("synchronous_standby_names")
                .map(Setting::value)
                .orElse("")
                .strip();
        boolean local = Settings.is(catalog, "synchronous_commit", "off")
                || Settings.is(catalog, "synchronous_commit", "local");
        if (names.isEmpty() || catalog.server().inRecovery()) {
            return List.of();
        }
        var replicas = catalog.activity().replicas();
        boolean someone =
                replicas.stream().anyMatch(r -> "sync".equals(r.syncState()) || "quorum".equals(r.syncState()));
        boolean unseen = replicas.stream().anyMatch(r -> r.syncState() == null);
        if (someone || unseen) {
            return List.of();
        }
        return List.of(Finding.of(
                        slug(),
                        local ? Severity.WARNING : Severity.CRITICAL,
                        "setting synchronous_standby_names",
                        "no synchronous standby is connected: "
                                + (local ? "commits that ask for one wait" : "every commit waits"),
                        "Bring a standby of that application_name back, or do without: commits then no longer wait for a second"
                                + " copy.",
                        List.of(
                                Evidence.catalog("synchronous_standby_names = " + names),
                                Evidence.catalog(Amount.count(replicas.size()) + " receivers of WAL are connected")))
                .mendedBy(SettingChange.remedy(catalog, SettingChange.to("synchronous_standby_names", ""))));
    }
}
