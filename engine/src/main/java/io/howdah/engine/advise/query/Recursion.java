package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.SelectText;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;

/**
 * A list of WITH RECURSIVE that follows a column of a table from row to row.
 *
 * @param list its name
 * @param table whose rows are followed
 * @param column of the table that is compared with the list's rows of the round before
 * @param endless whether nothing in the statement ends it where the rows lead back to one that was there
 */
record Recursion(String list, Relation table, String column, boolean endless) {

    /** Words with which a statement looks at where it has been, or takes only so many rows. */
    private static final Set<String> STOPPING = Set.of("not", "limit", "fetch", "all", "except");

    /** The same words where they stop nothing. */
    private static final Pattern PASSING = Pattern.compile("(?i)union\\s+all|is\\s+not\\s+null");

    /** All of a statement. */
    static List<Recursion> in(String sql, Catalog catalog) {
        return SelectText.parse(sql).stream()
                .flatMap(s -> items(s).stream())
                .filter(WithItem::isRecursive)
                .flatMap(item -> of(item, sql, catalog).stream())
                .toList();
    }

    private static List<WithItem<?>> items(Select select) {
        var items = select.getWithItemsList();
        return items == null ? List.of() : items;
    }

    private static Optional<Recursion> of(WithItem<?> item, String sql, Catalog catalog) {
        if (!(item.getParenthesedStatement() instanceof ParenthesedSelect body)
                || !(Selects.bare(body) instanceof SetOperationList union)
                || union.getSelects().size() != 2
                || !(Selects.bare(union.getSelects().get(1)) instanceof PlainSelect step)) {
            return Optional.empty();
        }
        var name = Expressions.stored(item.getAliasName());
        boolean all = union.getOperations().getFirst().toString().equalsIgnoreCase("UNION ALL");
        boolean endless = all && item.getCycleClause() == null && !stops(step, sql);
        return followed(step, name, catalog).map(f -> new Recursion(name, f.table(), f.column(), endless));
    }

    /** A depth that is bounded, a look at the way so far, or a reader that takes only so many rows. */
    private static boolean stops(PlainSelect step, String sql) {
        boolean bounded = Tokens.of(step.toString()).stream()
                .anyMatch(t -> t.kind() == Token.Kind.OPERATOR
                        && Set.of("<", "<=", ">", ">=", "<>", "!=", "@>", "<@").contains(t.text()));
        boolean words = Tokens.of(PASSING.matcher(sql).replaceAll(" ")).stream()
                .anyMatch(t -> t.kind() == Token.Kind.WORD && STOPPING.contains(t.name()));
        return bounded || words;
    }

    private record Followed(Relation table, String column) {}

    /** {@code table.column = list.column}, in WHERE or ON. */
    private static Optional<Followed> followed(PlainSelect step, String list, Catalog catalog) {
        var tables = new HashMap<String, Relation>();
        var lists = new ArrayList<String>();
        sources(step).forEach(t -> {
            if (Expressions.stored(t.getName()).equals(list)) {
                lists.add(Scope.alias(t));
            } else {
                Scope.relation(t, catalog).ifPresent(r -> tables.put(Scope.alias(t), r));
            }
        });
        return conditions(step)
                .flatMap(c -> followed(c, tables, lists).stream())
                .findFirst();
    }

    private static Optional<Followed> followed(Expression condition, Map<String, Relation> tables, List<String> lists) {
        return condition instanceof EqualsTo equal
                        && equal.getLeftExpression() instanceof Column left
                        && equal.getRightExpression() instanceof Column right
                ? followed(left, right, tables, lists).or(() -> followed(right, left, tables, lists))
                : Optional.empty();
    }

    private static Optional<Followed> followed(
            Column own, Column of, Map<String, Relation> tables, List<String> lists) {
        if (own.getTable() == null || of.getTable() == null || !lists.contains(Expressions.stored(of.getTableName()))) {
            return Optional.empty();
        }
        return Optional.ofNullable(tables.get(Expressions.stored(own.getTableName())))
                .flatMap(t -> t.column(Expressions.stored(own)).map(c -> new Followed(t, c.name())));
    }

    private static Stream<Table> sources(PlainSelect step) {
        return Stream.concat(
                        Stream.ofNullable(step.getFromItem()),
                        Selects.joins(step).stream().map(Join::getFromItem))
                .filter(Table.class::isInstance)
                .map(Table.class::cast);
    }

    private static Stream<Expression> conditions(PlainSelect step) {
        return Stream.concat(
                Expressions.conjuncts(step.getWhere()).stream(),
                Selects.joins(step).stream()
                        .flatMap(j -> j.getOnExpressions().stream())
                        .flatMap(on -> Expressions.conjuncts(on).stream()));
    }
}
