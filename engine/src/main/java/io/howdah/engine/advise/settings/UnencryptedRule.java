package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import java.util.List;

/**
 * Sees sessions that came over the network without encryption though the server has it, where the role sees them (pg_stat_ssl). A server
 * that has none is the matter of the rule {@code open-line}.
 */
public final class UnencryptedRule implements Rule {

    @Override
    public String slug() {
        return "unencrypted";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double plain = catalog.state().counter("plain_sessions");
        if (!(plain > 0) || Settings.is(catalog, "ssl", "off")) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.WARNING,
                "sessions",
                Amount.count(plain) + " sessions came over the network without encryption",
                "Statements and rows, and passwords under some methods, can be read on the way. Say sslmode=verify-full where they come"
                        + " from, and hostssl in pg_hba.conf, which refuses what is plain. A tunnel or a private network may stand in for"
                        + " it: then ignore this finding with that reason.",
                List.of(Evidence.catalog("pg_stat_ssl; ssl is on"))));
    }
}
