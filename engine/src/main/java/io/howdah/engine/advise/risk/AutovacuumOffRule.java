package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sees autovacuum turned off, for the server or for a table that is written to.
 *
 * <p>Without it tables bloat and plans go by old statistics; it also needs track_counts (manual, section 24.1.6).
 */
public final class AutovacuumOffRule implements Rule {

    @Override
    public String slug() {
        return "autovacuum-off";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var findings = new ArrayList<Finding>();
        for (var name : List.of("autovacuum", "track_counts")) {
            if (Settings.is(catalog, name, "off")) {
                findings.add(server(name));
            }
        }
        catalog.relations().stream()
                .filter(r -> "false".equals(r.options().get("autovacuum_enabled"))
                        || "off".equals(r.options().get("autovacuum_enabled")))
                .filter(r -> r.use() != null && writes(r.use()) > 0)
                .map(this::table)
                .forEach(findings::add);
        return List.copyOf(findings);
    }

    private static long writes(RelationUse use) {
        return use.updated() + use.deleted();
    }

    private Finding server(String setting) {
        return Finding.of(
                slug(),
                Severity.CRITICAL,
                "setting " + setting,
                setting + " is off: no table is vacuumed or analysed by itself",
                "Dead rows pile up and the planner goes by old statistics. ALTER SYSTEM SET " + setting
                        + " = on; SELECT pg_reload_conf();",
                List.of(Evidence.catalog(setting + " = off")));
    }

    private Finding table(Relation relation) {
        var use = Objects.requireNonNull(relation.use());
        return Finding.of(
                slug(),
                Severity.WARNING,
                "table " + relation.name(),
                "autovacuum is off for " + relation.name(),
                "Its dead rows pile up. ALTER TABLE " + relation.name().quoted() + " RESET (autovacuum_enabled);",
                List.of(Evidence.catalog(Amount.count(writes(use)) + " updates and deletes, "
                        + Amount.count(use.deadTuples()) + " dead rows")));
    }
}
