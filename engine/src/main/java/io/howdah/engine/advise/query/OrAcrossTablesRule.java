package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * OR between conditions on different tables of a join: no index can serve it, and the whole join is made before it is looked at. As two
 * queries each has its index; the second leaves out what the first has.
 */
public final class OrAcrossTablesRule implements Rewriter {

    static final String SLUG = "or-across-tables";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "joins whole tables since OR stands between conditions on different ones";
    }

    @Override
    public String why() {
        return "A condition on one table OR one on another can only be looked at after the join. As two queries under UNION ALL"
                + " each begins at its own condition; the second asks that the first is not true, so that each row comes as"
                + " often as before.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        return Selects.plain(select)
                .filter(s -> !Selects.joins(s).isEmpty()
                        && s.getDistinct() == null
                        && Selects.joins(s).stream().allMatch(Selects::isInner)
                        && Selects.givesItsRows(s))
                .flatMap(s -> Scope.of(s, catalog).flatMap(scope -> attempt(s, scope)));
    }

    private static Optional<Attempt> attempt(PlainSelect select, Scope scope) {
        return Expressions.conjuncts(select.getWhere()).stream()
                .filter(OrExpression.class::isInstance)
                .map(OrExpression.class::cast)
                .filter(or -> areOfDifferentTables(or, scope))
                .findFirst()
                .map(or -> isOrderedByWhatItGives(select)
                        ? new Attempt.Rewritten(sql(select, or))
                        : new Attempt.Refused("it is ordered by what it does not give out"));
    }

    private static boolean areOfDifferentTables(OrExpression or, Scope scope) {
        var one = scope.aliases(or.getLeftExpression());
        var other = scope.aliases(or.getRightExpression());
        return one.isPresent()
                && other.isPresent()
                && one.get().size() == 1
                && other.get().size() == 1
                && !one.get().equals(other.get());
    }

    /** Behind UNION ALL an order can only speak of the columns of the result. */
    private static boolean isOrderedByWhatItGives(PlainSelect select) {
        return Selects.order(select).stream()
                .allMatch(o -> o.getExpression() instanceof LongValue
                        || (o.getExpression() instanceof Column column
                                && column.getTable() == null
                                && select.getSelectItems().stream().anyMatch(i -> names(i, column))));
    }

    private static boolean names(net.sf.jsqlparser.statement.select.SelectItem<?> item, Column column) {
        return item.getAlias() == null
                ? item.getExpression() instanceof Column c
                        && Expressions.stored(c).equals(Expressions.stored(column))
                : Expressions.stored(item.getAlias().getName()).equals(Expressions.stored(column));
    }

    private static String sql(PlainSelect select, OrExpression or) {
        var end = new StringBuilder();
        if (!Selects.order(select).isEmpty()) {
            end.append(Select.orderByToString(select.getOrderByElements()));
        }
        end.append(select.getLimit() == null ? "" : select.getLimit());
        end.append(select.getOffset() == null ? "" : select.getOffset());
        end.append(select.getFetch() == null ? "" : select.getFetch());
        select.setOrderByElements(null);
        select.setLimit(null);
        select.setOffset(null);
        select.setFetch(null);
        var all = Expressions.conjuncts(select.getWhere());
        var first = Replaced.withWhere(select, Expressions.and(with(all, or, List.of(or.getLeftExpression()))));
        var rest = new RawSql("(" + or.getLeftExpression() + ") IS NOT TRUE");
        var second = Replaced.withWhere(select, Expressions.and(with(all, or, List.of(or.getRightExpression(), rest))));
        return first + " UNION ALL " + second + end;
    }

    @SuppressWarnings("ReferenceEquality") // the very condition of the tree
    private static List<Expression> with(List<Expression> all, Expression replaced, List<Expression> by) {
        var conditions = new ArrayList<Expression>();
        all.forEach(c -> {
            if (c == replaced) {
                conditions.addAll(by);
            } else {
                conditions.add(c);
            }
        });
        return conditions;
    }
}
