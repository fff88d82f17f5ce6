package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Remedy.Effect;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.ServerState;
import java.util.List;

/**
 * Sees collations that sort otherwise than when indexes were built by them: after an upgrade of the operating system or
 * of ICU.
 *
 * <p>Such indexes miss rows and let duplicates in (manual, section 23.2.4). The database's own is recorded since 15.
 */
public final class CollationVersionRule implements Rule {

    @Override
    public String slug() {
        return "collation-version";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().state().collations().stream()
                .map(c -> finding(scene.catalog(), c))
                .toList();
    }

    private Finding finding(Catalog catalog, ServerState.Collation collation) {
        boolean database = collation.name().startsWith("database ");
        var quoted = Name.quoted(database ? catalog.database() : collation.name());
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        "collation " + collation.name(),
                        "the collation of " + collation.name() + " was of version " + collation.recorded()
                                + " and is of " + collation.actual() + " now",
                        "Indexes on text may be in the wrong order: they miss rows and let duplicates in. Rebuild those that it"
                                + " sorts, then record the new version. amcheck finds the ones that are wrong.",
                        List.of(Evidence.catalog(
                                "recorded " + collation.recorded() + ", actual " + collation.actual())))
                .mendedBy(new Remedy(
                        List.of(
                                database
                                        ? "REINDEX DATABASE CONCURRENTLY " + quoted + ";"
                                        : "REINDEX INDEX CONCURRENTLY …;  -- each index that it sorts",
                                "ALTER " + (database ? "DATABASE " : "COLLATION ") + quoted + " REFRESH "
                                        + (database ? "COLLATION VERSION;" : "VERSION;")),
                        List.of(),
                        Effect.AT_ONCE));
    }
}
