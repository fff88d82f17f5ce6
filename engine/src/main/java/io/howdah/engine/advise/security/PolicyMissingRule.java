package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Relation;
import java.util.List;

/** Sees tables with row-level security and no policy: everybody but the owner sees an empty table. */
public final class PolicyMissingRule implements Rule {

    @Override
    public String slug() {
        return "policy-missing";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return !scene.catalog().guards().known()
                ? List.of()
                : OwnTables.of(scene.catalog()).stream()
                        .filter(t -> t.rowSecurity()
                                && scene.catalog().guards().policiesOf(t.name()).isEmpty())
                        .map(this::finding)
                        .toList();
    }

    private Finding finding(Relation table) {
        return Finding.of(
                slug(),
                Severity.NOTICE,
                table.name().toString(),
                "%s has row-level security and no policy".formatted(table.name()),
                "Without a policy no row is allowed: whoever is not the owner reads nothing and writes nothing, without an error. Where that is meant, REVOKE says it more plainly.",
                List.of(Evidence.catalog("no row of pg_policy refers to it")));
    }
}
