package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.Mapping;
import io.howdah.engine.catalog.Name;
import java.util.List;

/** Sees credentials for other servers that everybody here may use, or that are kept in the catalog. */
public final class ForeignPasswordRule implements Rule {

    @Override
    public String slug() {
        return "foreign-password";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().guards().mappings().stream()
                .filter(m -> m.password() || m.user().equals("public"))
                .map(this::finding)
                .toList();
    }

    private Finding finding(Mapping mapping) {
        boolean everybody = mapping.user().equals("public");
        return Finding.of(
                slug(),
                everybody ? Severity.WARNING : Severity.NOTICE,
                Name.quoted(mapping.server()) + " for " + Name.quoted(mapping.user()),
                everybody
                        ? "everybody may go to the server %s with the same credentials"
                                .formatted(Name.quoted(mapping.server()))
                        : "a password for the server %s is kept in the catalog"
                                .formatted(Name.quoted(mapping.server())),
                everybody
                        ? "The mapping is for PUBLIC: each role that may use the server does there what that one user may."
                        : "It stands in pg_user_mapping as it is: superusers, dumps and backups show it. A passfile or a certificate on the server does without.",
                List.of(Evidence.catalog("user mapping of %s%s"
                        .formatted(mapping.wrapper(), mapping.password() ? ", with a password" : ""))));
    }
}
