package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * NOT IN with a query: the planner cannot make a join of it, since one NULL among the values makes it never true. Where neither side
 * can be NULL, NOT EXISTS says the same and is planned as an anti-join.
 */
public final class NotInRule implements Rewriter {

    static final String SLUG = "not-in-query";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "NOT IN with a query cannot be planned as a join";
    }

    @Override
    public String why() {
        return "The planner keeps NOT IN as a subplan, hashed while it fits into work_mem and run again for each row when not,"
                + " since a NULL among the values changes the answer. Both sides are NOT NULL here, so NOT EXISTS gives the"
                + " same rows by an anti-join.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        var plain = Selects.plain(select);
        return plain.flatMap(s -> find(s).map(in -> rewritten(s, in, catalog)));
    }

    private static Optional<InExpression> find(PlainSelect select) {
        return Expressions.conjuncts(select.getWhere()).stream()
                .filter(InExpression.class::isInstance)
                .map(InExpression.class::cast)
                .filter(in -> in.isNot() && in.getRightExpression() instanceof ParenthesedSelect)
                .findFirst();
    }

    private static Attempt rewritten(PlainSelect outer, InExpression in, Catalog catalog) {
        var inner = Selects.plain(((ParenthesedSelect) in.getRightExpression()).getSelect())
                .filter(NotInRule::isOneColumnOfRows);
        var outerScope = Scope.of(outer, catalog);
        var innerScope = inner.flatMap(i -> Scope.of(i, catalog));
        if (inner.isEmpty() || outerScope.isEmpty() || innerScope.isEmpty()) {
            return new Attempt.Refused("it reads something other than plain tables");
        }
        if (!Collections.disjoint(
                outerScope.get().tables().keySet(), innerScope.get().tables().keySet())) {
            return new Attempt.Refused("both queries call a table by the same name");
        }
        var left =
                in.getLeftExpression() instanceof Column c ? outerScope.get().owner(c) : Optional.<Scope.Owned>empty();
        var value = inner.get().getSelectItem(0).getExpression() instanceof Column c
                ? innerScope.get().owner(c)
                : Optional.<Scope.Owned>empty();
        if (left.isEmpty() || value.isEmpty()) {
            return new Attempt.Refused("NOT IN compares something other than two plain columns");
        }
        return nullable(outer, left.get())
                .or(() -> nullable(inner.get(), value.get()))
                .<Attempt>map(name -> new Attempt.Refused("the column " + name
                        + " may be NULL: NOT IN is then never true, and NOT EXISTS would give rows;"
                        + " say which is meant, or make the column NOT NULL"))
                .orElseGet(() -> new Attempt.Rewritten(sql(outer, in, inner.get(), left.get(), value.get())));
    }

    private static boolean isOneColumnOfRows(PlainSelect inner) {
        return inner.getSelectItems().size() == 1
                && Selects.givesItsRows(inner)
                && (inner.getDistinct() == null || inner.getDistinct().getOnSelectItems() == null)
                && !Selects.isLimited(inner);
    }

    /** An outer join makes any column NULL. */
    private static Optional<String> nullable(PlainSelect select, Scope.Owned column) {
        boolean certain =
                column.column().notNull() && Selects.joins(select).stream().allMatch(Selects::isInner);
        return certain ? Optional.empty() : Optional.of(column.qualified());
    }

    private static String sql(
            PlainSelect outer, InExpression in, PlainSelect inner, Scope.Owned left, Scope.Owned value) {
        var conditions = new ArrayList<>(List.of(value.qualified() + " = " + left.qualified()));
        if (inner.getWhere() != null) {
            conditions.add("(" + inner.getWhere() + ")");
        }
        var from = new StringBuilder(inner.getFromItem().toString());
        Selects.joins(inner).forEach(j -> from.append(j.isSimple() ? ", " : " ").append(j));
        return Replaced.inWhere(
                outer, in, "NOT EXISTS (SELECT 1 FROM " + from + " WHERE " + String.join(" AND ", conditions) + ")");
    }
}
