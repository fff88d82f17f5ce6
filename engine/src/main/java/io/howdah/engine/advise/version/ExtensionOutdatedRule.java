package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.ServerState;
import java.util.List;

/**
 * Sees extensions of which the server has a newer version at hand than the one that is installed: mostly left so by an
 * upgrade of the server.
 */
public final class ExtensionOutdatedRule implements Rule {

    @Override
    public String slug() {
        return "extension-outdated";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().state().extensions().stream().map(this::finding).toList();
    }

    private Finding finding(ServerState.Outdated extension) {
        var name = Name.quoted(extension.name());
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        "extension " + extension.name(),
                        "the extension " + extension.name() + " is of version " + extension.installed() + "; "
                                + extension.available() + " is at hand",
                        "The program of the new version runs already, with the objects of the old one. Read what the update changes"
                                + " where others use its functions.",
                        List.of(Evidence.catalog("pg_available_extensions")))
                .mendedBy(Remedy.of("ALTER EXTENSION " + name + " UPDATE;"));
    }
}
