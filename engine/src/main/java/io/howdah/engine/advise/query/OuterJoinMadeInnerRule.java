package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * Sees a LEFT JOIN whose WHERE is never true for the rows that the join adds: it says "also those without" and means "only those with".
 * The planner makes an inner join of it; what is wrong is the text, or the condition, which belongs to ON.
 */
public final class OuterJoinMadeInnerRule implements Rule {

    @Override
    public String slug() {
        return "outer-join-made-inner";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .flatMap(s -> SelectText.parse(TextOf.sent(s))
                        .filter(PlainSelect.class::isInstance)
                        .flatMap(select -> found((PlainSelect) select))
                        .map(f -> finding(s, f, scene))
                        .stream()));
    }

    private record Found(String table, String condition) {}

    private static Optional<Found> found(PlainSelect select) {
        var conditions = Expressions.conjuncts(select.getWhere());
        for (var join : Selects.joins(select)) {
            if (isPlainLeft(join) && join.getFromItem() instanceof Table table) {
                var alias = Scope.alias(table);
                var condition =
                        conditions.stream().filter(c -> rejectsNull(c, alias)).findFirst();
                if (condition.isPresent()) {
                    return Optional.of(new Found(alias, condition.get().toString()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isPlainLeft(Join join) {
        return join.isLeft() && !join.isNatural() && !join.isSemi();
    }

    /** Operators of comparison give NULL for NULL; only a column itself counts, since a function may make something of it. */
    private static boolean rejectsNull(Expression condition, String alias) {
        return switch (condition) {
            case ComparisonOperator c -> isOf(c.getLeftExpression(), alias) || isOf(c.getRightExpression(), alias);
            case LikeExpression l -> isOf(l.getLeftExpression(), alias);
            case InExpression in -> isOf(in.getLeftExpression(), alias);
            case Between between -> isOf(between.getLeftExpression(), alias);
            case IsNullExpression test -> test.isNot() && isOf(test.getLeftExpression(), alias);
            default -> false;
        };
    }

    private static boolean isOf(Expression expression, String alias) {
        return expression instanceof net.sf.jsqlparser.schema.Column column
                && column.getTable() != null
                && Expressions.stored(column.getTableName()).equals(alias);
    }

    private Finding finding(Statement statement, Found found, Scene scene) {
        return StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                "LEFT JOIN of " + found.table() + ", which WHERE makes an inner one",
                "For rows without a partner " + Who.brief(found.condition())
                        + " is never true, so that they are left out after all."
                        + " Write JOIN if that is meant; else the condition belongs to ON.",
                List.of(Evidence.catalog("WHERE " + Who.brief(found.condition()))));
    }
}
