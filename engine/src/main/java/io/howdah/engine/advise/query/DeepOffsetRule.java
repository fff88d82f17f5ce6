package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.SelectText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.Offset;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Pages by OFFSET: every page reads all rows of the pages before it and throws them away. A page that goes on from the last row seen
 * reads its own rows only.
 */
public final class DeepOffsetRule implements Rewriter {

    static final String SLUG = "deep-offset";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "reads and throws away all rows of the pages before";
    }

    @Override
    public String why() {
        return "OFFSET reads the rows that it leaves out, so that the tenth page costs ten times the first. With the order's values of"
                + " the last row seen the next page begins at its own first row, by an index on the condition and the order.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        return Selects.plain(select)
                .filter(s -> s.getOffset() != null
                        && !Selects.order(s).isEmpty()
                        && Selects.joins(s).isEmpty()
                        && s.getDistinct() == null
                        && Selects.givesItsRows(s))
                .flatMap(s -> Scope.of(s, catalog).map(scope -> attempt(s, scope)));
    }

    /** The same statement at another offset; empty where it cannot be read. */
    public static Optional<String> at(String sql, long offset) {
        return SelectText.parse(sql).map(select -> {
            var other = new Offset();
            other.setOffset(new RawSql(String.valueOf(offset)));
            select.setOffset(other);
            return select.toString();
        });
    }

    private static Attempt attempt(PlainSelect select, Scope scope) {
        var order = new ArrayList<Scope.Owned>();
        boolean descending = !Selects.order(select).getFirst().isAsc();
        for (var element : Selects.order(select)) {
            var column = element.getExpression() instanceof net.sf.jsqlparser.schema.Column c
                    ? scope.owner(c)
                    : Optional.<Scope.Owned>empty();
            if (column.isEmpty()) {
                return new Attempt.Refused("it is ordered by something other than plain columns");
            }
            if (!column.get().column().notNull()) {
                return new Attempt.Refused("the column " + column.get().column().name()
                        + " of the order may be NULL, and no row comes after NULL by comparison");
            }
            if (element.isAsc() == descending || element.getNullOrdering() != null) {
                return new Attempt.Refused("the columns of the order run in different directions");
            }
            order.add(column.get());
        }
        return settled(order)
                .<Attempt>map(o -> keyset(select, scope, o, descending))
                .orElseGet(() -> new Attempt.Refused("the table has no key that would settle the order"));
    }

    /** The order with a key behind it, so that no two rows are equal. */
    private static Optional<List<Scope.Owned>> settled(List<Scope.Owned> order) {
        var first = order.getFirst();
        var names = order.stream().map(o -> o.column().name()).toList();
        var all = new ArrayList<>(order);
        if (!Scope.unique(first.table(), names)) {
            var key = Scope.key(first.table());
            if (key.isEmpty()) {
                return Optional.empty();
            }
            key.stream()
                    .filter(k -> !names.contains(k))
                    .flatMap(k -> Scope.column(first.table(), k).stream())
                    .forEach(c -> all.add(new Scope.Owned(first.alias(), first.table(), c)));
        }
        return Optional.of(all);
    }

    private static Attempt.Keyset keyset(PlainSelect select, Scope scope, List<Scope.Owned> order, boolean descending) {
        var conditions = Expressions.conjuncts(select.getWhere());
        var columns = order.stream().map(Scope.Owned::column).toList();
        select.setOrderByElements(
                order.stream().map(o -> element(o, descending)).toList());
        var settled = select.toString();
        var edge = edge(select, order);
        var where = Expressions.and(conditions);
        select.setOffset(null);
        var next = Replaced.withWhere(select, (where.isEmpty() ? "" : where + " AND ") + after(order, descending));
        return new Attempt.Keyset(
                settled,
                edge,
                columns.stream().map(Column::name).toList(),
                columns.stream().map(Column::type).toList(),
                next,
                List.of(
                        "the application hands over "
                                + columns.stream().map(Column::name).collect(Collectors.joining(", "))
                                + " of the last row of the page before, and can go to the next page but not to any page",
                        "the order ends in a key, so that equal rows keep their places from page to page"),
                index(conditions, scope, columns, descending));
    }

    private static OrderByElement element(Scope.Owned column, boolean descending) {
        var element = new OrderByElement();
        element.setExpression(new RawSql(column.qualified()));
        element.setAsc(!descending);
        element.setAscDescPresent(descending);
        return element;
    }

    /** The order's values of the last row before the page. */
    private static String edge(PlainSelect select, List<Scope.Owned> order) {
        var items = select.getSelectItems();
        var limit = select.getLimit();
        var fetch = select.getFetch();
        var one = new Limit();
        one.setRowCount(new net.sf.jsqlparser.expression.LongValue(1));
        select.setLimit(one);
        select.setFetch(null);
        var offset = select.getOffset();
        var before = new Offset();
        before.setOffset(new RawSql("(" + offset.getOffset() + ") - 1"));
        select.setOffset(before);
        select.setSelectItems(order.stream()
                .<net.sf.jsqlparser.statement.select.SelectItem<?>>map(
                        o -> new net.sf.jsqlparser.statement.select.SelectItem<Expression>(new RawSql(o.qualified())))
                .toList());
        var text = select.toString();
        select.setSelectItems(items);
        select.setLimit(limit);
        select.setFetch(fetch);
        select.setOffset(offset);
        return text;
    }

    private static String after(List<Scope.Owned> order, boolean descending) {
        var columns = order.stream().map(Scope.Owned::qualified).collect(Collectors.joining(", "));
        var values = order.stream().map(o -> placeholder(o.column().name())).collect(Collectors.joining(", "));
        var operator = descending ? " < " : " > ";
        return order.size() == 1 ? columns + operator + values : "(" + columns + ")" + operator + "(" + values + ")";
    }

    /** How a value of the last row stands in the statement that is handed over. */
    public static String placeholder(String column) {
        return ":" + Name.quoted("last_" + column);
    }

    private static List<IndexDefinition> index(
            List<Expression> conditions, Scope scope, List<Column> order, boolean descending) {
        var keys = new ArrayList<IndexKey>();
        var table = scope.tables().values().iterator().next();
        for (var condition : conditions) {
            if (condition instanceof EqualsTo equal
                    && equal.getLeftExpression() instanceof net.sf.jsqlparser.schema.Column column) {
                scope.owner(column)
                        .ifPresent(o -> keys.add(IndexKey.on(o.column().name())));
            }
        }
        order.forEach(c -> keys.add(descending ? IndexKey.descending(c.name()) : IndexKey.on(c.name())));
        return List.of(IndexDefinition.btree(table.name(), keys));
    }
}
