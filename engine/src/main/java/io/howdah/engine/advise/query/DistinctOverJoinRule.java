package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * DISTINCT over a join of which only one table's columns are given out: the join multiplies that table's rows, DISTINCT takes them
 * together again. EXISTS asks for the other table's row without multiplying; with a key among the columns the rows are the same.
 */
public final class DistinctOverJoinRule implements Rewriter {

    static final String SLUG = "distinct-over-join";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "multiplies rows by a join and takes them together again by DISTINCT";
    }

    @Override
    public String why() {
        return "The joined table gives out nothing and only multiplies the rows, which DISTINCT then sorts or hashes to leave one of"
                + " each. EXISTS asks whether the joined row is there. A key of the table stands among the columns, so that"
                + " each of its rows comes once, as before.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        return Selects.plain(select)
                .filter(DistinctOverJoinRule::isOfTheForm)
                .flatMap(s -> Scope.of(s, catalog).flatMap(scope -> attempt(s, scope)));
    }

    private static boolean isOfTheForm(PlainSelect select) {
        var joins = Selects.joins(select);
        return select.getDistinct() != null
                && select.getDistinct().getOnSelectItems() == null
                && joins.size() == 1
                && Selects.isInner(joins.getFirst())
                && Selects.givesItsRows(select);
    }

    private static Optional<Attempt> attempt(PlainSelect select, Scope scope) {
        var aliases = List.copyOf(scope.tables().keySet());
        var given = given(select, scope);
        if (given.isEmpty() || given.get().size() != 1) {
            return Optional.empty();
        }
        var kept = given.get().iterator().next();
        var table = Objects.requireNonNull(scope.tables().get(kept));
        var names = new ArrayList<String>();
        for (var item : select.getSelectItems()) {
            if (item.getExpression() instanceof AllTableColumns) {
                table.columns().forEach(c -> names.add(c.name()));
            } else if (item.getExpression() instanceof Column column) {
                names.add(Expressions.stored(column));
            }
        }
        if (!Scope.unique(table, names)) {
            return Optional.of(new Attempt.Refused("no key of " + table.name() + " stands among the columns"));
        }
        return split(select, scope, kept)
                .map(parts -> new Attempt.Rewritten(sql(select, parts, aliases.indexOf(kept) == 0)));
    }

    /** The tables whose columns are given out. */
    private static Optional<Set<String>> given(PlainSelect select, Scope scope) {
        var aliases = new java.util.HashSet<String>();
        for (var item : select.getSelectItems()) {
            if (item.getExpression() instanceof AllTableColumns all) {
                aliases.add(Expressions.stored(all.getTable().getName()));
            } else {
                var of = scope.aliases(item.getExpression());
                if (of.isEmpty()) {
                    return Optional.empty();
                }
                aliases.addAll(of.get());
            }
        }
        return Optional.of(aliases);
    }

    /** Conditions on the table that stays, and all others. */
    private record Parts(List<Expression> own, List<Expression> others) {}

    private static Optional<Parts> split(PlainSelect select, Scope scope, String kept) {
        var all = new ArrayList<Expression>();
        Selects.joins(select).getFirst().getOnExpressions().forEach(e -> all.addAll(Expressions.conjuncts(e)));
        all.addAll(Expressions.conjuncts(select.getWhere()));
        var own = new ArrayList<Expression>();
        var others = new ArrayList<Expression>();
        for (var condition : all) {
            var of = scope.aliases(condition);
            if (of.isEmpty()) {
                return Optional.empty();
            }
            (of.get().equals(Set.of(kept)) ? own : others).add(condition);
        }
        return others.isEmpty() ? Optional.empty() : Optional.of(new Parts(own, others));
    }

    private static String sql(PlainSelect select, Parts parts, boolean keepsFirst) {
        var joined = Selects.joins(select).getFirst().getFromItem();
        var other = keepsFirst ? joined : select.getFromItem();
        if (!keepsFirst) {
            select.setFromItem(joined);
        }
        select.setJoins(null);
        select.setDistinct(null);
        var own = Expressions.and(parts.own());
        return Replaced.withWhere(
                select,
                (own.isEmpty() ? "" : own + " AND ") + "EXISTS (SELECT 1 FROM " + other + " WHERE "
                        + Expressions.and(parts.others()) + ")");
    }
}
