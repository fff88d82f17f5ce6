package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Tokens;
import java.util.List;

/**
 * Sees WITH RECURSIVE by UNION ALL over a column that may lead back to a row that was there, where neither the statement nor a CHECK
 * prevents that: one such row, and the statement runs until the disk is full of temporary files or somebody cancels it.
 */
public final class EndlessRecursionRule implements Rule {

    @Override
    public String slug() {
        return "endless-recursion";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .flatMap(s -> Recursion.in(TextOf.sent(s), scene.catalog()).stream()
                        .filter(r -> r.endless() && !isOrderedByCheck(r))
                        .map(r -> finding(s, r, scene))));
    }

    /** {@code CHECK (parent < id)}: no way leads back. */
    private static boolean isOrderedByCheck(Recursion recursion) {
        return recursion.table().constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.CHECK)
                .map(c -> Tokens.of(c.definition()))
                .anyMatch(t -> t.stream().anyMatch(n -> n.isName() && n.name().equals(recursion.column()))
                        && t.stream().anyMatch(o -> o.isSymbol("<") || o.isSymbol(">")));
    }

    private Finding finding(Statement statement, Recursion recursion, Scene scene) {
        var column = recursion.table().name().name() + "." + recursion.column();
        return StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                "follows " + column + " without an end where rows lead back to one another",
                "One row whose " + recursion.column()
                        + " leads back to a row above it, and UNION ALL goes round until temporary files"
                        + " fill the disk or somebody cancels it. UNION in place of UNION ALL leaves out rows that were there;"
                        + " CYCLE (from 14 on) also does where the rows carry a depth or a path; a bound on the depth ends it in"
                        + " any version.",
                List.of(Evidence.catalog("WITH RECURSIVE " + recursion.list()
                        + " has UNION ALL, no CYCLE, no bound and no look at where it has been; no CHECK orders "
                        + column)));
    }
}
