package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.ExpressionParser;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The conditions that a plan's nodes check. */
final class PlanConditions {

    private static final List<String> KINDS =
            List.of("Filter", "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter");

    private PlanConditions() {}

    /** Those of one node, each by itself where AND joins them; what cannot be parsed is left out. */
    static Stream<Expression> of(PlanNode node) {
        return KINDS.stream()
                .map(kind -> node.details().get(kind))
                .filter(Objects::nonNull)
                .flatMap(text -> ExpressionParser.parse(text).stream())
                .flatMap(e -> Qualified.by(node.alias(), e).conjuncts().stream());
    }
}
