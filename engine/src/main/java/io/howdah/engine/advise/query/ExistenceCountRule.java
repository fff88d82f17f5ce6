package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** All rows counted to learn whether there is one: EXISTS stops at the first. */
public final class ExistenceCountRule implements Rewriter {

    static final String SLUG = "count-for-existence";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "counts all rows to learn whether there is one";
    }

    @Override
    public String why() {
        return "count(*) reads every row that meets the condition; EXISTS stops at the first. The answer is the same, for count(*)"
                + " is above zero exactly where a row exists.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        return Selects.plain(select)
                .flatMap(s -> asked(s).or(() -> compared(s)))
                .map(Attempt.Rewritten::new);
    }

    /** {@code SELECT count(*) > 0 FROM … WHERE …}. */
    private static Optional<String> asked(PlainSelect select) {
        if (select.getSelectItems().size() != 1 || !isPlainCountBut(select)) {
            return Optional.empty();
        }
        var item = select.getSelectItem(0);
        return existence(item.getExpression(), ExistenceCountRule::isCount).map(exists -> {
            var name =
                    item.getAlias() == null ? "\"?column?\"" : item.getAlias().getName();
            return "SELECT " + (exists ? "" : "NOT ") + "EXISTS (" + oneRow(select) + ") AS " + name;
        });
    }

    private static boolean isPlainCountBut(PlainSelect select) {
        return select.getFromItem() != null
                && select.getGroupBy() == null
                && select.getHaving() == null
                && select.getDistinct() == null
                && !Selects.isLimited(select);
    }

    private static String oneRow(PlainSelect select) {
        select.setSelectItems(java.util.List.of(new net.sf.jsqlparser.statement.select.SelectItem<>(new LongValue(1))));
        select.setOrderByElements(null);
        return select.toString();
    }

    /** {@code WHERE (SELECT count(*) FROM … WHERE …) > 0}. */
    private static Optional<String> compared(PlainSelect select) {
        for (var condition : Expressions.conjuncts(select.getWhere())) {
            var exists = existence(condition, e -> counted(e) != null);
            var inner = exists.isPresent() && condition instanceof ComparisonOperator c
                    ? counted(c.getLeftExpression())
                    : null;
            if (inner != null && exists.isPresent()) {
                var text = (exists.get() ? "" : "NOT ") + "EXISTS (" + oneRow(inner) + ")";
                return Optional.of(Replaced.inWhere(select, condition, text));
            }
        }
        return Optional.empty();
    }

    private static @Nullable PlainSelect counted(Expression expression) {
        return expression instanceof ParenthesedSelect brackets
                        && brackets.getSelect() instanceof PlainSelect inner
                        && Selects.plain(inner).isPresent()
                        && inner.getSelectItems().size() == 1
                        && isCount(inner.getSelectItem(0).getExpression())
                        && isPlainCountBut(inner)
                ? inner
                : null;
    }

    private static boolean isCount(Expression expression) {
        return expression instanceof Function f
                && f.getName().toLowerCase(Locale.ROOT).equals("count")
                && !f.isDistinct()
                && f.getParameters() != null
                && f.getParameters().size() == 1
                && (f.getParameters().getFirst() instanceof AllColumns
                        || f.getParameters().getFirst() instanceof LongValue);
    }

    /** Whether it asks for a row (true) or for none (false). */
    private static Optional<Boolean> existence(
            Expression condition, java.util.function.Predicate<Expression> isCounting) {
        if (!(condition instanceof ComparisonOperator comparison)
                || !isCounting.test(comparison.getLeftExpression())
                || comparison.getLeftExpression() instanceof Column
                || !(comparison.getRightExpression() instanceof LongValue bound)) {
            return Optional.empty();
        }
        return switch (comparison.getStringExpression() + bound.getStringValue()) {
            case ">0", ">=1", "<>0", "!=0" -> Optional.of(true);
            case "=0", "<1", "<=0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
