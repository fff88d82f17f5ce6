package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
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
                .anyMatch(c -> orders(uncast(Tokens.of(c.definition())), recursion));
    }

    /** Whether the column is compared with another column of the table. */
    private static boolean orders(List<Token> check, Recursion recursion) {
        for (int i = 1; i + 1 < check.size(); i++) {
            if (check.get(i).isSymbol("<") || check.get(i).isSymbol(">")) {
                var sides = List.of(check.get(i - 1), check.get(i + 1));
                boolean isColumn =
                        sides.stream().anyMatch(s -> s.isName() && s.name().equals(recursion.column()));
                boolean isOther = sides.stream().anyMatch(s -> isOtherColumn(s, recursion));
                if (isColumn && isOther) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOtherColumn(Token token, Recursion recursion) {
        return token.isName()
                && !token.name().equals(recursion.column())
                && recursion.table().columns().stream().anyMatch(c -> c.name().equals(token.name()));
    }

    /** Without brackets and casts. */
    private static List<Token> uncast(List<Token> tokens) {
        var bare = new ArrayList<Token>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            boolean type = i > 0 && tokens.get(i - 1).isSymbol("::");
            if (!type && !token.isSymbol("(") && !token.isSymbol(")") && !token.isSymbol("::")) {
                bare.add(token);
            }
        }
        return bare;
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
