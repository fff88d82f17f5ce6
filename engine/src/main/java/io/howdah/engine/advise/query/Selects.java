package io.howdah.engine.advise.query;

import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;

/** What a SELECT has and has not. */
final class Selects {

    private Selects() {}

    /** The SELECT where it is one alone: no set operation, no WITH, no lock on rows. */
    static Optional<PlainSelect> plain(Select select) {
        return select instanceof PlainSelect plain
                        && plain.getWithItemsList() == null
                        && plain.getForMode() == null
                        && plain.getIntoTables() == null
                ? Optional.of(plain)
                : Optional.empty();
    }

    /** Without brackets around the whole. */
    static Select bare(Select select) {
        return select instanceof ParenthesedSelect brackets && brackets.getWithItemsList() == null
                ? bare(brackets.getSelect())
                : select;
    }

    /** Whether each row of FROM and WHERE is one row of the result, apart from DISTINCT. */
    static boolean givesItsRows(PlainSelect select) {
        return select.getGroupBy() == null
                && select.getHaving() == null
                && select.getWindowDefinitions() == null
                && select.getSelectItems().stream().noneMatch(Selects::gathers);
    }

    /** Whether it is cut to a part of its rows. */
    static boolean isLimited(Select select) {
        return select.getLimit() != null || select.getOffset() != null || select.getFetch() != null;
    }

    static List<Join> joins(PlainSelect select) {
        return Objects.requireNonNullElse(select.getJoins(), List.of());
    }

    static List<OrderByElement> order(Select select) {
        return Objects.requireNonNullElse(select.getOrderByElements(), List.of());
    }

    /** Whether the text's rows come in an order. */
    static boolean isOrdered(String sql) {
        return SelectText.parse(sql).filter(s -> !order(s).isEmpty()).isPresent();
    }

    /** Whether it is {@code JOIN … ON} or a comma, as opposed to outer, natural and lateral joins. */
    static boolean isInner(Join join) {
        return !join.isOuter()
                && !join.isLeft()
                && !join.isRight()
                && !join.isFull()
                && !join.isNatural()
                && !join.isSemi()
                && !join.isApply()
                && join.getUsingColumns().isEmpty();
    }

    /** An aggregate or a function that may be one, a window, a function that gives several rows. */
    private static boolean gathers(SelectItem<?> item) {
        var content = Expressions.content(item.getExpression());
        return content.windows() || content.functions().stream().anyMatch(f -> !KnownFunctions.isScalar(f));
    }
}
