package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Setting;
import java.util.List;
import java.util.Set;

/**
 * Sees a server that listens beyond its machine without encryption.
 *
 * <p>Sessions that came over the network without it are counted where the role sees them (pg_stat_ssl).
 */
public final class UnencryptedRule implements Rule {

    private static final Set<String> HERE =
            Set.of("", "localhost", "127.0.0.1", "::1", "127.0.0.1,::1", "localhost,::1");

    @Override
    public String slug() {
        return "unencrypted";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var listens = catalog.setting("listen_addresses")
                .map(Setting::value)
                .orElse("")
                .replace(" ", "");
        double plain = catalog.state().counter("plain_sessions");
        boolean off = Settings.is(catalog, "ssl", "off");
        if (HERE.contains(listens) || (!off && !(plain > 0))) {
            return List.of();
        }
        return Advised.finding(
                slug(),
                plain > 0 ? Severity.WARNING : Severity.NOTICE,
                catalog,
                plain > 0
                        ? Amount.count(plain) + " sessions came over the network without encryption"
                        : "the server listens on " + listens + " without encryption",
                "Passwords under some methods, statements and rows can be read on the way. Turn ssl on with a certificate, and say"
                        + " hostssl in pg_hba.conf. A tunnel or a private network may stand in for it: then ignore this finding with that"
                        + " reason.",
                List.of(Advised.now(catalog, "ssl", "listen_addresses")),
                SettingChange.to("ssl", "on"));
    }
}
