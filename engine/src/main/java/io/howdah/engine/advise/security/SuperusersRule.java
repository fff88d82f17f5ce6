package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Guards.Login;
import io.howdah.engine.catalog.Name;
import java.util.List;

/** Sees more superusers that can log in than anybody needs. */
public final class SuperusersRule implements Rule {

    private static final Threshold MANY = new Threshold(
            "superusers.count", 3, "roles", "ours: one of the installation, one for each of two administrators");

    @Override
    public String slug() {
        return "superusers";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MANY);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var names = catalog.definitions().roles().stream()
                .filter(DatabaseRole::superuser)
                .filter(r ->
                        catalog.guards().login(r.name()).filter(Login::canLogin).isPresent())
                .map(r -> Name.quoted(r.name()))
                .toList();
        return names.size() <= scene.of(MANY)
                ? List.of()
                : List.of(Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "superusers",
                        "%d superusers can log in".formatted(names.size()),
                        "No grant and no policy holds for them, and each can read and run files on the server. Most needs are met by pg_monitor, pg_read_all_data, pg_maintain (since 17) and ownership.",
                        List.of(Evidence.catalog(String.join(", ", names)))));
    }
}
