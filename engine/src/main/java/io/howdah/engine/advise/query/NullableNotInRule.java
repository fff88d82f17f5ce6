package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.catalog.Statement;
import java.util.List;

/** Sees NOT IN with a query that may give NULL: one NULL among its values, and the statement gives no rows at all. */
public final class NullableNotInRule implements Rule {

    private final NotInRule form = new NotInRule();

    @Override
    public String slug() {
        return "nullable-not-in";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .flatMap(s -> Rewriters.attempt(form, TextOf.sent(s), scene.catalog()).stream()
                        .filter(a -> a instanceof Attempt.Refused(var reason) && reason.contains("may be NULL"))
                        .map(a -> finding(s, ((Attempt.Refused) a).reason(), scene))));
    }

    private Finding finding(Statement statement, String reason, Scene scene) {
        return StatementFindings.of(
                slug(),
                Severity.NOTICE,
                statement,
                scene,
                "NOT IN with values that may be NULL",
                "One NULL among the values, and NOT IN is true for no row. It cannot be planned as a join either. Write NOT"
                        + " EXISTS if rows are to come then too, or make the column NOT NULL.",
                List.of(Evidence.catalog(reason)));
    }
}
