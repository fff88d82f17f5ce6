package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;

/**
 * An aggregate in the select list that is computed anew for each row: grouped once and joined, it gives the same values where many rows
 * are asked for.
 */
public final class CorrelatedAggregateRule implements Rewriter {

    static final String SLUG = "correlated-aggregate";

    private static final String GROUPED = "grouped";
    private static final Set<String> AGGREGATES = Set.of("count", "sum", "min", "max", "avg");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "computes an aggregate anew for each row";
    }

    @Override
    public String why() {
        return "The query in the select list runs once for each row. Grouped by the column that ties it to the row, it runs once in all;"
                + " each group is one row, so that the join neither adds nor loses any, and a count without rows is 0 as before.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        return Selects.plain(select)
                .filter(s -> s.getGroupBy() == null && s.getHaving() == null && !Selects.isLimited(s))
                .flatMap(s -> Scope.of(s, catalog).flatMap(outer -> first(s).map(i -> attempt(s, i, outer, catalog))));
    }

    private static Optional<SelectItem<?>> first(PlainSelect select) {
        return select.getSelectItems().stream()
                .filter(i -> i.getExpression() instanceof ParenthesedSelect)
                .findFirst()
                .map(i -> (SelectItem<?>) i);
    }

    private static Attempt attempt(PlainSelect select, SelectItem<?> item, Scope outer, Catalog catalog) {
        var inner = Selects.plain(((ParenthesedSelect) item.getExpression()).getSelect())
                .filter(CorrelatedAggregateRule::isOneAggregate);
        var scope = inner.flatMap(i -> Scope.of(i, catalog));
        if (inner.isEmpty() || scope.isEmpty()) {
            return new Attempt.Refused("the query in the select list is no plain aggregate of tables");
        }
        if (!Collections.disjoint(outer.tables().keySet(), scope.get().tables().keySet())) {
            return new Attempt.Refused("both queries call a table by the same name");
        }
        return tie(inner.get(), scope.get(), outer)
                .<Attempt>map(t -> new Attempt.Rewritten(sql(select, item, inner.get(), t)))
                .orElseGet(() -> new Attempt.Refused("it is tied to the row by more than one equality of columns"));
    }

    private static boolean isOneAggregate(PlainSelect inner) {
        return inner.getSelectItems().size() == 1
                && inner.getSelectItem(0).getExpression() instanceof Function f
                && AGGREGATES.contains(f.getName().toLowerCase(Locale.ROOT))
                && !Expressions.content(f).subqueries()
                && inner.getGroupBy() == null
                && inner.getHaving() == null
                && inner.getDistinct() == null
                && Selects.joins(inner).isEmpty()
                && !Selects.isLimited(inner);
    }

    /** The column by which the inner rows belong to the outer one, and the conditions that speak of the inner table alone. */
    private record Tie(Scope.Owned inner, Scope.Owned outer, List<Expression> rest) {}

    private static Optional<Tie> tie(PlainSelect inner, Scope scope, Scope outer) {
        Tie found = null;
        var rest = new ArrayList<Expression>();
        for (var condition : Expressions.conjuncts(inner.getWhere())) {
            var own = scope.aliases(condition);
            if (own.isPresent()) {
                rest.add(condition);
                continue;
            }
            var tie = equality(condition, scope, outer, rest);
            if (tie.isEmpty() || found != null) {
                return Optional.empty();
            }
            found = tie.get();
        }
        return Optional.ofNullable(found)
                .filter(t ->
                        t.inner().column().typeName().equals(t.outer().column().typeName()))
                .filter(t -> isOf(scope, inner.getSelectItem(0).getExpression()));
    }

    private static boolean isOf(Scope scope, Expression aggregate) {
        return Expressions.content(aggregate).columns().stream()
                .allMatch(c -> scope.owner(c).isPresent());
    }

    private static Optional<Tie> equality(Expression condition, Scope scope, Scope outer, List<Expression> rest) {
        if (!(condition instanceof EqualsTo equal)
                || !(equal.getLeftExpression() instanceof Column left)
                || !(equal.getRightExpression() instanceof Column right)) {
            return Optional.empty();
        }
        return scope.owner(left)
                .flatMap(i -> outer.owner(right).map(o -> new Tie(i, o, rest)))
                .or(() -> scope.owner(right).flatMap(i -> outer.owner(left).map(o -> new Tie(i, o, rest))));
    }

    @SuppressWarnings("ReferenceEquality") // the very item of the tree
    private static String sql(PlainSelect select, SelectItem<?> item, PlainSelect inner, Tie tie) {
        var aggregate = (Function) inner.getSelectItem(0).getExpression();
        var where = tie.rest().isEmpty() ? "" : " WHERE " + Expressions.and(tie.rest());
        var grouped = "(SELECT " + tie.inner().qualified() + " AS tie, " + aggregate + " AS value FROM "
                + inner.getFromItem() + where + " GROUP BY " + tie.inner().qualified() + ") AS " + GROUPED;
        boolean counts = aggregate.getName().equalsIgnoreCase("count");
        var value = counts ? "coalesce(" + GROUPED + ".value, 0)" : GROUPED + ".value";
        var name = item.getAlias() == null
                ? Name.quoted(aggregate.getName().toLowerCase(Locale.ROOT))
                : item.getAlias().getName();
        var items = new ArrayList<SelectItem<?>>();
        select.getSelectItems()
                .forEach(i -> items.add(i == item ? new SelectItem<>(new RawSql(value + " AS " + name)) : i));
        select.setSelectItems(items);
        var text = select.toString();
        var end = new StringBuilder(select.getWhere() == null ? "" : " WHERE " + select.getWhere());
        end.append(Selects.order(select).isEmpty() ? "" : Select.orderByToString(select.getOrderByElements()));
        var begin = text.substring(0, text.length() - end.length());
        return begin + " LEFT JOIN " + grouped + " ON " + GROUPED + ".tie = "
                + tie.outer().qualified() + end;
    }
}
