package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Expression.ColumnRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives columns that stand without their relation the alias of the node where they stand, or of the only relation: what a node
 * above the scan hands up is printed without it where the statement has no other ({@code show_plan_tlist} in explain.c).
 */
final class Qualified {

    private Qualified() {}

    /** @param aliases of all relations in the plan */
    static Expression at(PlanNode node, Set<String> aliases, Expression expression) {
        return by(alias(node, aliases), expression);
    }

    /** Whose columns stand in a node without a relation's name; null where each has one. */
    static @Nullable String alias(PlanNode node, Set<String> aliases) {
        var only = aliases.size() == 1 ? aliases.iterator().next() : null;
        return node.alias() == null ? only : node.alias();
    }

    static Expression by(@Nullable String alias, Expression expression) {
        boolean bare = expression.columns().stream().anyMatch(c -> c.relation() == null);
        return bare && alias != null ? qualified(alias, expression) : expression;
    }

    private static Expression qualified(String alias, Expression e) {
        return switch (e) {
            case ColumnRef column -> column.relation() == null ? new ColumnRef(alias, column.column()) : column;
            case Expression.Literal literal -> literal;
            case Expression.Unknown unknown -> unknown;
            case Expression.Operation o ->
                new Expression.Operation(qualified(alias, o.left()), o.operator(), qualified(alias, o.right()));
            case Expression.Prefix p -> new Expression.Prefix(p.operator(), qualified(alias, p.operand()));
            case Expression.Quantified q ->
                new Expression.Quantified(
                        qualified(alias, q.left()), q.operator(), q.any(), qualified(alias, q.array()));
            case Expression.Test t -> new Expression.Test(qualified(alias, t.operand()), t.test());
            case Expression.Not n -> new Expression.Not(qualified(alias, n.operand()));
            case Expression.And and -> new Expression.And(all(alias, and));
            case Expression.Or or -> new Expression.Or(all(alias, or));
            case Expression.Call call -> new Expression.Call(call.name(), all(alias, call));
            case Expression.Cast cast -> new Expression.Cast(qualified(alias, cast.operand()), cast.type());
            case Expression.Collated c -> new Expression.Collated(qualified(alias, c.operand()), c.collation());
            case Expression.RowOf row -> new Expression.RowOf(all(alias, row));
            case Expression.ArrayOf array -> new Expression.ArrayOf(all(alias, array));
            case Expression.Opaque opaque -> new Expression.Opaque(opaque.sql(), all(alias, opaque));
        };
    }

    private static List<Expression> all(String alias, Expression e) {
        return e.parts().stream().map(p -> qualified(alias, p)).toList();
    }
}
