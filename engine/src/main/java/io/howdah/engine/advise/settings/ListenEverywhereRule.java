package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Setting;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees a server that listens on every address of its machine, those of networks that come later among them (manual,
 * section 19.3.1).
 */
public final class ListenEverywhereRule implements Rule {

    @Override
    public String slug() {
        return "listen-everywhere";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var listens = catalog.setting("listen_addresses").map(Setting::value).orElse("");
        boolean all = Stream.of(listens.split(",")).map(String::strip).anyMatch(Set.of("*", "0.0.0.0", "::")::contains);
        if (!all || Managed.of(catalog).isPresent()) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.INFO,
                "setting listen_addresses",
                "the server listens on every address of its machine",
                "Only pg_hba.conf and the firewall stand before it. Name the addresses by which applications reach it; it needs a"
                        + " restart. In a container this is as it must be.",
                List.of(Evidence.catalog(Advised.now(catalog, "listen_addresses", "port")))));
    }
}
