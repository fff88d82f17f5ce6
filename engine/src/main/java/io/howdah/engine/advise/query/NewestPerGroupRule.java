package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;

/**
 * The first rows of each group by a window function over the whole table, or the first one by DISTINCT ON: where a foreign key tells all
 * groups, each group's first rows can be fetched from an index instead.
 *
 * <p>The rows are the same where the group's column is NOT NULL and a validated foreign key leads to the key of the table of the groups.
 */
public final class NewestPerGroupRule implements Rewriter {

    static final String SLUG = "newest-per-group";

    /** Words of a whole number that is cast. */
    private static final Set<String> WHOLE =
            Set.of("cast", "as", "bigint", "integer", "int", "smallint", "int2", "int4", "int8");

    private static final String GROUP = "each_group";
    private static final String ROW = "first_row";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "numbers or sorts all rows of a table to keep the first ones of each group";
    }

    @Override
    public String why() {
        return "All rows are read and sorted to keep a few of each group. The groups are the rows of the table that a foreign key"
                + " leads to; LATERAL with LIMIT fetches each group's first rows from an index on the group and the order.";
    }

    /**
     * What is asked: columns of the first rows of each group of the table.
     *
     * @param number the name under which a row's number in its group is given out; empty where it is not, or is always 1
     * @param rows how many of each group, as SQL
     */
    private record Request(
            PlainSelect inner,
            List<String> items,
            Column group,
            List<OrderByElement> order,
            boolean groupOrder,
            String number,
            String rows) {}

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        var request = Selects.plain(select).flatMap(s -> numbered(s).or(() -> distinctOn(s)));
        return request.map(r -> Scope.of(r.inner(), catalog)
                .map(scope -> rewritten(r, scope, catalog))
                .orElseGet(() -> new Attempt.Refused("it reads something that is no plain table")));
    }

    /** {@code SELECT … FROM (SELECT …, row_number() OVER (PARTITION BY g ORDER BY o) AS n FROM t) WHERE n <= 3}. */
    private static Optional<Request> numbered(PlainSelect outer) {
        if (!(outer.getFromItem() instanceof ParenthesedSelect brackets)
                || !Selects.joins(outer).isEmpty()
                || Selects.isLimited(outer)
                || !Selects.order(outer).isEmpty()
                || outer.getDistinct() != null
                || !Selects.givesItsRows(outer)) {
            return Optional.empty();
        }
        var inner = Selects.plain(brackets.getSelect()).filter(NewestPerGroupRule::isOfOneTable);
        return inner.flatMap(i -> windowItem(i).flatMap(w -> request(outer, i, w)));
    }

    private static boolean isOfOneTable(PlainSelect select) {
        return Selects.joins(select).isEmpty()
                && select.getGroupBy() == null
                && select.getHaving() == null
                && select.getWindowDefinitions() == null
                && !Selects.isLimited(select);
    }

    private static Optional<SelectItem<?>> windowItem(PlainSelect inner) {
        var windows = inner.getSelectItems().stream()
                .filter(i -> i.getExpression() instanceof AnalyticExpression)
                .toList();
        boolean plain = inner.getDistinct() == null
                && inner.getSelectItems().stream()
                        .allMatch(i -> windows.contains(i)
                                || i.getExpression() instanceof Column
                                || i.getExpression() instanceof AllColumns);
        return windows.size() == 1 && plain && windows.getFirst().getAlias() != null
                ? Optional.of(windows.getFirst())
                : Optional.empty();
    }

    private static Optional<Request> request(PlainSelect outer, PlainSelect inner, SelectItem<?> item) {
        var window = (AnalyticExpression) item.getExpression();
        var number = Expressions.stored(item.getAlias().getName());
        var groups = window.getPartitionExpressionList();
        if (!window.getName().toLowerCase(Locale.ROOT).equals("row_number")
                || window.getWindowElement() != null
                || window.getFilterExpression() != null
                || groups == null
                || groups.size() != 1
                || !(groups.getFirst() instanceof Column group)
                || outer.getWhere() == null) {
            return Optional.empty();
        }
        var order = Optional.ofNullable(window.getOrderByElements()).orElse(List.of());
        return kept(Expressions.bare(outer.getWhere()), number)
                .flatMap(rows -> items(outer, inner, number, rows.equals("1"))
                        .map(items -> new Request(
                                inner,
                                items,
                                group,
                                order,
                                false,
                                rows.equals("1") || items.stream().noneMatch(i -> i.startsWith(numbered(number)))
                                        ? ""
                                        : number,
                                rows)));
    }

    /** The row's number among those of its group. */
    private static String numbered(String number) {
        return Expressions.qualified(ROW, number);
    }

    /** How many of each group the condition leaves: {@code n = 1}, {@code n <= x}, {@code n < x}. */
    private static Optional<String> kept(Expression condition, String number) {
        if (!(condition instanceof ComparisonOperator comparison)
                || !(comparison.getLeftExpression() instanceof Column column)
                || !Expressions.stored(column).equals(number)) {
            return Optional.empty();
        }
        var bound = comparison.getRightExpression();
        var content = Expressions.content(bound);
        boolean constant =
                content.columns().isEmpty() && content.functions().isEmpty() && !content.subqueries() && isWhole(bound);
        return switch (comparison) {
            case EqualsTo equal when isOne(bound) -> Optional.of("1");
            case MinorThanEquals least when constant -> Optional.of(bound.toString());
            case MinorThan less when constant -> Optional.of("(" + bound + ") - 1");
            default -> Optional.empty();
        };
    }

    /** LIMIT rounds where a comparison does not: only whole numbers, parameters and what is cast to a whole number. */
    private static boolean isWhole(Expression bound) {
        return Tokens.of(bound.toString()).stream()
                .allMatch(t -> t.kind() == Token.Kind.NUMBER
                        ? t.text().chars().allMatch(Character::isDigit)
                        : !t.isName() || WHOLE.contains(t.name()));
    }

    private static boolean isOne(Expression bound) {
        return bound instanceof LongValue one && one.getStringValue().equals("1");
    }

    /** What is given out: columns of the row, and its number, which is 1 where only one is kept; not a star beside other columns. */
    private static Optional<List<String>> items(PlainSelect outer, PlainSelect inner, String number, boolean one) {
        boolean all =
                outer.getSelectItems().size() == 1 && outer.getSelectItem(0).getExpression() instanceof AllColumns;
        var source = all ? inner.getSelectItems() : outer.getSelectItems();
        var items = new ArrayList<String>();
        for (var item : source) {
            var expression = item.getExpression();
            var alias = item.getAlias() == null ? "" : " AS " + item.getAlias().getName();
            if (expression instanceof AnalyticExpression
                    || (expression instanceof Column c && Expressions.stored(c).equals(number))) {
                items.add((one ? "1::bigint" : numbered(number))
                        + (alias.isEmpty() ? " AS " + Name.quoted(number) : alias));
            } else if (expression instanceof AllColumns && all) {
                items.add(ROW + ".*");
            } else if (expression instanceof Column column && given(inner, column)) {
                items.add(ROW + "." + column.getColumnName() + alias);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }

    /** Whether the inner query gives the column out under its own name. */
    private static boolean given(PlainSelect inner, Column column) {
        return inner.getSelectItems().stream()
                .anyMatch(i -> i.getExpression() instanceof AllColumns
                        || (i.getAlias() == null
                                && i.getExpression() instanceof Column c
                                && Expressions.stored(c).equals(Expressions.stored(column))));
    }

    /** {@code SELECT DISTINCT ON (g) … FROM t ORDER BY g, o}. */
    private static Optional<Request> distinctOn(PlainSelect select) {
        var distinct = select.getDistinct();
        if (distinct == null
                || distinct.getOnSelectItems() == null
                || distinct.getOnSelectItems().size() != 1
                || !(distinct.getOnSelectItems().getFirst().getExpression() instanceof Column group)
                || !isOfOneTable(select)
                || !Selects.givesItsRows(select)) {
            return Optional.empty();
        }
        var order = Selects.order(select);
        boolean byGroupFirst = order.size() > 1
                && isPlainAscending(order.getFirst())
                && order.getFirst().getExpression() instanceof Column first
                && Expressions.stored(first).equals(Expressions.stored(group));
        boolean columns = select.getSelectItems().stream()
                .allMatch(i -> i.getExpression() instanceof Column || i.getExpression() instanceof AllColumns);
        if (!byGroupFirst || !columns) {
            return Optional.empty();
        }
        var items = select.getSelectItems().stream()
                .map(i -> i.getExpression() instanceof Column c
                        ? ROW + "." + c.getColumnName()
                                + (i.getAlias() == null
                                        ? ""
                                        : " AS " + i.getAlias().getName())
                        : ROW + ".*")
                .toList();
        return Optional.of(new Request(select, items, group, order.subList(1, order.size()), true, "", "1"));
    }

    private static boolean isPlainAscending(OrderByElement element) {
        return element.isAsc() && element.getNullOrdering() == null;
    }

    private static Attempt rewritten(Request request, Scope scope, Catalog catalog) {
        var owner = scope.owner(request.group());
        if (owner.isEmpty()) {
            return new Attempt.Refused("it is not certain which column the groups are made by");
        }
        var table = owner.get().table();
        var group = owner.get().column();
        if (!group.notNull()) {
            return new Attempt.Refused(
                    "the column " + group.name() + " may be NULL, and rows without a group are a group of their own");
        }
        var groups = groups(table, group.name(), catalog);
        if (groups.isEmpty()) {
            return new Attempt.Refused("no validated foreign key says which values " + group.name() + " has");
        }
        var index = index(table, group.name(), request.order(), scope);
        return index.<Attempt>map(i ->
                        new Attempt.Rewritten(sql(request, owner.get(), groups.get()), conditions(request), List.of(i)))
                .orElseGet(() -> new Attempt.Refused("the rows of a group are not ordered by plain columns"));
    }

    private static List<String> conditions(Request request) {
        var ties = ties(request.order());
        return request.rows().contains("$")
                ? List.of(ties, "the number of rows that is asked for is neither NULL nor less than zero")
                : List.of(ties);
    }

    private static String ties(List<OrderByElement> order) {
        return "where two rows of a group are equal in "
                + order.stream().map(o -> o.getExpression().toString()).collect(Collectors.joining(", "))
                + ", either form may give either of them; a unique column at the end of the order settles it";
    }

    /** The key that the foreign key of the column leads to. */
    private record Groups(Relation table, String key) {}

    private static Optional<Groups> groups(Relation table, String column, Catalog catalog) {
        return table.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY
                        && c.validated()
                        && c.columns().equals(List.of(column)))
                .filter(c -> c.referenced() != null && c.referencedColumns().size() == 1)
                .flatMap(c -> catalog.relation(java.util.Objects.requireNonNull(c.referenced())).stream()
                        .map(r -> new Groups(r, c.referencedColumns().getFirst())))
                .filter(g -> Scope.unique(g.table(), List.of(g.key())))
                .findFirst();
    }

    private static Optional<IndexDefinition> index(
            Relation table, String group, List<OrderByElement> order, Scope scope) {
        var keys = new ArrayList<>(List.of(IndexKey.on(group)));
        for (var element : order) {
            if (element.getNullOrdering() != null
                    || !(element.getExpression() instanceof Column column)
                    || scope.owner(column).isEmpty()) {
                return Optional.empty();
            }
            var name = Expressions.stored(column);
            keys.add(element.isAsc() ? IndexKey.on(name) : IndexKey.descending(name));
        }
        return Optional.of(IndexDefinition.btree(table.name(), keys));
    }

    private static String sql(Request request, Scope.Owned group, Groups groups) {
        var inner = request.inner();
        var condition = inner.getWhere() == null ? "" : " AND (" + inner.getWhere() + ")";
        var order = request.order().isEmpty()
                ? ""
                : " ORDER BY "
                        + request.order().stream().map(OrderByElement::toString).collect(Collectors.joining(", "));
        var number = request.number().isEmpty()
                ? ""
                : ", row_number() OVER (" + order.strip() + ") AS " + Name.quoted(request.number());
        return "SELECT " + items(request, group.table()) + " FROM "
                + groups.table().name().quoted() + " AS "
                + GROUP + " CROSS JOIN LATERAL (SELECT " + Name.quoted(group.alias()) + ".*" + number + " FROM "
                + inner.getFromItem()
                + " WHERE " + group.qualified() + " = " + Expressions.qualified(GROUP, groups.key()) + condition + order
                + " LIMIT " + request.rows() + ") AS " + ROW
                + (request.groupOrder() ? " ORDER BY " + Expressions.qualified(GROUP, groups.key()) : "");
    }

    /** Beside the number, a star is only the table's columns. */
    private static String items(Request request, Relation table) {
        var columns = table.columns().stream()
                .map(c -> Expressions.qualified(ROW, c.name()))
                .collect(Collectors.joining(", "));
        return request.items().stream()
                .map(i -> i.equals(ROW + ".*") && !request.number().isEmpty() ? columns : i)
                .collect(Collectors.joining(", "));
    }
}
