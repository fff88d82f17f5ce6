package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Sees a LEFT JOIN whose WHERE is never true for the rows that the join adds: it says "also those without" and means "only those with".
 * The planner makes an inner join of it; what is wrong is the text, or the condition, which belongs to ON.
 */
public final class OuterJoinMadeInnerRule implements Rule, Rewriter {

    @Override
    public String slug() {
        return "outer-join-made-inner";
    }

    @Override
    public String title() {
        return "says LEFT JOIN where WHERE leaves only rows with a partner";
    }

    @Override
    public String why() {
        return "The condition in WHERE is never true for the rows that the outer join adds, so that an inner join gives the same"
                + " rows. The planner knows; who reads the statement may not.";
    }

    @Override
    public boolean isForSpeed() {
        return false;
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        if (!(select instanceof PlainSelect plain)) {
            return Optional.empty();
        }
        var made = madeInner(plain).map(Found::join).toList();
        made.forEach(join -> {
            join.setLeft(false);
            join.setOuter(false);
        });
        return made.isEmpty() ? Optional.empty() : Optional.of(new Attempt.Rewritten(plain.toString()));
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

    private record Found(Join join, String table, String condition) {}

    private static Optional<Found> found(PlainSelect select) {
        return madeInner(select).findFirst();
    }

    private static Stream<Found> madeInner(PlainSelect select) {
        var conditions = Expressions.conjuncts(select.getWhere());
        return Selects.joins(select).stream()
                .filter(OuterJoinMadeInnerRule::isPlainLeft)
                .flatMap(join -> join.getFromItem() instanceof Table table
                        ? madeInner(join, Scope.alias(table), conditions).stream()
                        : Stream.empty());
    }

    private static Optional<Found> madeInner(Join join, String alias, List<Expression> conditions) {
        return conditions.stream()
                .filter(c -> rejectsNull(c, alias))
                .findFirst()
                .map(c -> new Found(join, alias, c.toString()));
    }

    private static boolean isPlainLeft(Join join) {
        return join.isLeft() && !join.isNatural() && !join.isSemi();
    }

    /** Operators of comparison give NULL for NULL; only a column itself counts, since a function may make something of it. */
    private static boolean rejectsNull(Expression condition, String alias) {
        return switch (condition) {
            case ComparisonOperator c ->
                !(c.getRightExpression() instanceof AnyComparisonExpression)
                        && (isOf(c.getLeftExpression(), alias) || isOf(c.getRightExpression(), alias));
            case LikeExpression l -> isOf(l.getLeftExpression(), alias);
            case InExpression in -> isOf(in.getLeftExpression(), alias) && !isNotInQuery(in);
            case Between between -> isOf(between.getLeftExpression(), alias);
            case IsNullExpression test -> test.isNot() && isOf(test.getLeftExpression(), alias);
            default -> false;
        };
    }

    /** Nothing is in an empty list, not even NULL. */
    private static boolean isNotInQuery(InExpression in) {
        return in.isNot() && in.getRightExpression() instanceof Select;
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
                        + " Write JOIN if that is meant, as `howdah statements --run` hands it over; else the condition"
                        + " belongs to ON.",
                List.of(Evidence.catalog("WHERE " + Who.brief(found.condition()))));
    }
}
