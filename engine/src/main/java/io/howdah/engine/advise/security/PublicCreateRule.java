package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.Schema;
import io.howdah.engine.catalog.Name;
import java.util.List;

/** Sees schemas in which everybody may create objects. */
public final class PublicCreateRule implements Rule {

    @Override
    public String slug() {
        return "public-create";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().guards().schemas().stream()
                .filter(Schema::publicCreates)
                .map(s -> finding(scene, s))
                .toList();
    }

    private Finding finding(Scene scene, Schema schema) {
        boolean inherited =
                schema.name().equals("public") && scene.catalog().server().major() < 15;
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        Name.quoted(schema.name()),
                        "everybody may create objects in the schema %s".formatted(Name.quoted(schema.name())),
                        "A role that can just connect can put a function or operator there that statements of others pick up, and run with their rights (CVE-2018-1058)."
                                + (inherited ? " It is the default up to PostgreSQL 14, and is kept by upgrades." : ""),
                        List.of(Evidence.catalog("CREATE on the schema is granted to PUBLIC")))
                .deciding(Decision.whether(
                        "take it away",
                        List.of("Roles that create objects there need a grant of their own, migrations among them."),
                        "REVOKE CREATE ON SCHEMA " + Name.quoted(schema.name()) + " FROM PUBLIC"));
    }
}
