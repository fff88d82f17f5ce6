package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees settings under which a crash loses data or the database.
 *
 * <p>fsync and full_page_writes off can leave a database that cannot be mended; synchronous_commit off loses the last
 * transactions, never their consistency (manual, section 19.5.1).
 */
public final class DurabilityOffRule implements Rule {

    @Override
    public String slug() {
        return "durability-off";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var findings = new ArrayList<Finding>();
        for (var name : List.of("fsync", "full_page_writes")) {
            if (Settings.is(catalog, name, "off")) {
                findings.addAll(Advised.finding(
                        slug(),
                        Severity.CRITICAL,
                        catalog,
                        name + " is off: a crash of the machine can destroy the database",
                        "Only for data that can be made again. synchronous_commit = off is as fast for small transactions and loses"
                                + " at most the last of them.",
                        List.of(Advised.now(catalog, name)),
                        SettingChange.to(name, "on")));
            }
        }
        if (Settings.is(catalog, "synchronous_commit", "off")) {
            findings.addAll(Advised.finding(
                    slug(),
                    Severity.NOTICE,
                    catalog,
                    "synchronous_commit is off for everyone: a crash loses transactions that were reported as done",
                    "Set it off for the roles or transactions whose loss does not matter, and on for the rest.",
                    List.of(Advised.now(catalog, "synchronous_commit")),
                    SettingChange.to("synchronous_commit", "on")));
        }
        return List.copyOf(findings);
    }
}
