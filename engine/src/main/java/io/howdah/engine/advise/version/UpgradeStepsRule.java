package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Guards.Login;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what an upgrade to the newest major version asks for in this database besides what pg_upgrade stops at: what to look at
 * before, what behaves otherwise afterwards (release notes of 15 to 18, section "Migration").
 */
public final class UpgradeStepsRule implements Rule {

    /** From then on maintenance runs with a search_path of its own. */
    private static final int SAFE_PATH = 17;

    /** From then on nobody may create in the schema public of a new database. */
    private static final int CLOSED_PUBLIC = 15;

    @Override
    public String slug() {
        return "upgrade-steps";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        if (catalog.server().major() >= Releases.NEWEST) {
            return List.of();
        }
        var steps = new ArrayList<String>();
        end(catalog).ifPresent(steps::add);
        before(catalog, steps);
        afterwards(catalog, steps);
        return List.of(Finding.of(
                slug(),
                Severity.INFO,
                "server",
                "what an upgrade from PostgreSQL " + catalog.server().major() + " to " + Releases.NEWEST
                        + " asks for here",
                "For the day when it is planned; nothing of it is wrong today. howdah what-if --postgres "
                        + Releases.NEWEST
                        + " shows what its planner does with the workload, the rule upgrade-blockers what pg_upgrade stops at.",
                steps.stream().map(Evidence::catalog).toList()));
    }

    private static Optional<String> end(Catalog catalog) {
        return Optional.ofNullable(Releases.of(catalog.server().major()))
                .map(r -> "PostgreSQL " + catalog.server().major() + " gets its last release on " + r.end());
    }

    private static void before(Catalog catalog, List<String> steps) {
        catalog.state().collations().stream()
                .map(c -> "before: indexes by the collation " + c.name() + " were built by version " + c.recorded()
                        + " of it, and it is " + c.actual() + " now: pg_upgrade carries them over as they are")
                .forEach(steps::add);
        steps.add("before: pg_amcheck --heapallindexed --install-missing " + Name.quoted(catalog.database())
                + " finds damaged tables and indexes, which pg_upgrade would carry over");
        var extensions = catalog.extensions().stream()
                .map(Extension::name)
                .filter(name -> !name.equals("plpgsql"))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!extensions.isEmpty()) {
            steps.add("before: the new server needs the libraries of " + extensions);
        }
    }

    private static void afterwards(Catalog catalog, List<String> steps) {
        if (catalog.server().major() < SAFE_PATH) {
            PathlessFunctions.of(catalog).stream()
                    .map(f -> "from 17 on: " + f
                            + " looks for names without a schema in a search_path of ANALYZE and REINDEX"
                            + " that holds none of yours: SET search_path for the function first")
                    .forEach(steps::add);
        }
        if (catalog.server().major() < CLOSED_PUBLIC
                && catalog.guards().schemas().stream().anyMatch(s -> s.name().equals("public") && s.publicCreates())) {
            steps.add(
                    "from 15 on: in a new database only its owner creates in the schema public; pg_upgrade keeps it as it is,"
                            + " a dump that is restored into a new one does not");
        }
        var old = catalog.guards().logins().stream()
                .filter(l -> l.canLogin() && "md5".equals(l.password()))
                .map(Login::name)
                .map(Name::quoted)
                .collect(Collectors.joining(", "));
        if (!old.isEmpty()) {
            steps.add("from 18 on: passwords kept as MD5 are on their way out, those of " + old);
        }
        if (!catalog.extendedStatistics().isEmpty()) {
            steps.add("afterwards: vacuumdb --all --analyze-in-stages --missing-stats-only, since pg_upgrade carries no"
                    + " statistics of CREATE STATISTICS");
        }
        ChangedDefaults.of(catalog).forEach(steps::add);
    }
}
