package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.Grant;
import java.util.List;
import java.util.Set;

/** Sees tables and views that everybody may read or change. */
public final class PublicGrantRule implements Rule {

    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER");

    @Override
    public String slug() {
        return "public-grant";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().guards().grants().stream()
                .filter(g -> scene.catalog()
                        .relation(g.relation())
                        .filter(OwnTables::isOwn)
                        .isPresent())
                .map(this::finding)
                .toList();
    }

    private Finding finding(Grant grant) {
        boolean writes = grant.privileges().stream().anyMatch(WRITES::contains);
        var privileges = String.join(", ", grant.privileges());
        return Finding.of(
                        slug(),
                        writes ? Severity.WARNING : Severity.NOTICE,
                        grant.relation().toString(),
                        "everybody may %s %s".formatted(writes ? "change" : "read", grant.relation()),
                        "PUBLIC is each role of the server that can connect, those to come included.",
                        List.of(Evidence.catalog(privileges + " granted to PUBLIC")))
                .deciding(Decision.whether(
                        "take it away",
                        List.of("Roles that need it get it granted by name first."),
                        "REVOKE " + privileges + " ON " + grant.relation().quoted() + " FROM PUBLIC"));
    }
}
