package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.WindowElement;
import net.sf.jsqlparser.expression.WindowOffset;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Aggregates over an ordered window without a frame, which is RANGE up to the current row and all rows equal to it in the order: where no
 * two rows are equal, ROWS is the same without looking for them.
 *
 * <p>The rows are the same where the columns of PARTITION BY and ORDER BY hold a key of the only table.
 */
public final class WindowFrameRule implements Rewriter {

    static final String SLUG = "window-frame";

    /** Functions for which the frame matters; row_number and its like look at none. */
    private static final Set<String> FRAMED = Set.of(
            "sum",
            "count",
            "avg",
            "min",
            "max",
            "first_value",
            "last_value",
            "nth_value",
            "array_agg",
            "string_agg",
            "bool_and",
            "bool_or",
            "stddev",
            "variance");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "looks for rows of equal order in a window where there are none";
    }

    @Override
    public String why() {
        return "A window with ORDER BY and without a frame is RANGE: for each row the rows equal to it in the order are looked for."
                + " Here the order holds a key, so that there are none, and ROWS UNBOUNDED PRECEDING gives the same.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        var plain = Selects.plain(select).filter(s -> s.getGroupBy() == null && s.getWindowDefinitions() == null);
        return plain.flatMap(s -> {
            var windows = windows(s);
            return windows.isEmpty() ? Optional.empty() : Optional.of(rewritten(s, windows, catalog));
        });
    }

    private static List<AnalyticExpression> windows(PlainSelect select) {
        var windows = new ArrayList<AnalyticExpression>();
        for (var item : select.getSelectItems()) {
            if (item.getExpression() instanceof AnalyticExpression window && hasNoFrame(window)) {
                windows.add(window);
            }
        }
        return windows;
    }

    private static boolean hasNoFrame(AnalyticExpression window) {
        return window.getWindowElement() == null
                && window.getWindowName() == null
                && window.getOrderByElements() != null
                && FRAMED.contains(window.getName().toLowerCase(Locale.ROOT));
    }

    private static Attempt rewritten(PlainSelect select, List<AnalyticExpression> windows, Catalog catalog) {
        var scope = Scope.of(select, catalog).filter(s -> s.tables().size() == 1);
        if (scope.isEmpty()) {
            return new Attempt.Refused("it reads something else than one plain table");
        }
        var table = scope.get().tables().values().iterator().next();
        if (!windows.stream().allMatch(w -> holdsKey(w, table))) {
            return new Attempt.Refused("rows may be equal in the order of a window, and RANGE takes them together");
        }
        windows.forEach(w -> w.setWindowElement(rows()));
        return new Attempt.Rewritten(select.toString());
    }

    private static boolean holdsKey(AnalyticExpression window, Relation table) {
        var columns = new ArrayList<String>();
        var groups = window.getPartitionExpressionList();
        if (groups != null) {
            groups.forEach(g -> column(g).ifPresent(columns::add));
        }
        window.getOrderByElements().forEach(o -> column(o.getExpression()).ifPresent(columns::add));
        return Scope.unique(table, columns);
    }

    private static Optional<String> column(Expression expression) {
        return expression instanceof Column column ? Optional.of(Expressions.stored(column)) : Optional.empty();
    }

    /** {@code ROWS UNBOUNDED PRECEDING}. */
    private static WindowElement rows() {
        var element = new WindowElement();
        element.setType(WindowElement.Type.ROWS);
        element.setOffset(new WindowOffset().withType(WindowOffset.Type.PRECEDING));
        return element;
    }
}
