package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.ExpressionParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Columns of one table that a statement compares with constants by equality at the same time.
 *
 * @param columns two or more, in the order of their numbers
 * @param condition the comparisons joined by AND, in SQL
 */
record ComparedTogether(Form form, Relation table, List<String> columns, String condition) {

    private static final List<String> CONDITIONS = List.of("Filter", "Index Cond", "Recheck Cond");

    /** Those of one statement, as its plan shows them. */
    static List<ComparedTogether> in(Form form, Catalog catalog) {
        var found = new ArrayList<ComparedTogether>();
        for (var node : form.plan().nodes()) {
            if (node.relation() != null) {
                catalog.relation(node.relation())
                        .filter(t -> t.kind() == Relation.Kind.TABLE || t.kind() == Relation.Kind.MATERIALIZED_VIEW)
                        .flatMap(t -> of(form, t, node))
                        .ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<ComparedTogether> of(Form form, Relation table, PlanNode node) {
        var comparisons = comparisons(table, node);
        if (comparisons.size() < 2 || comparisons.size() > StatisticsDefinition.MOST_COLUMNS) {
            return Optional.empty();
        }
        return Optional.of(new ComparedTogether(form, table, names(comparisons, table), sql(comparisons)));
    }

    /** What a node compares with constants, by the column's number. */
    static Map<Integer, Expression> comparisons(Relation table, PlanNode node) {
        var comparisons = new TreeMap<Integer, Expression>();
        for (var kind : CONDITIONS) {
            ExpressionParser.parse(node.details().getOrDefault(kind, "")).stream()
                    .flatMap(e -> e.conjuncts().stream())
                    .forEach(c -> compared(c, table).ifPresent(column -> comparisons.putIfAbsent(column.number(), c)));
        }
        return comparisons;
    }

    /** What tells the planner how these columns go together. */
    StatisticsDefinition wanted() {
        return new StatisticsDefinition(table.name(), List.of("dependencies", "mcv"), columns);
    }

    /** A query that gives the rows that meet the condition. */
    String query() {
        return "SELECT FROM " + table.name().quoted() + " WHERE " + condition;
    }

    private static List<String> names(Map<Integer, Expression> comparisons, Relation table) {
        return table.columns().stream()
                .filter(c -> comparisons.containsKey(c.number()))
                .sorted(Comparator.comparingInt(Column::number))
                .map(Column::name)
                .toList();
    }

    private static String sql(Map<Integer, Expression> comparisons) {
        return String.join(
                " AND ", comparisons.values().stream().map(Expression::sql).toList());
    }

    /** The column, where the condition is {@code column = constant} or a list of constants. */
    private static Optional<Column> compared(Expression condition, Relation table) {
        return switch (condition) {
            case Expression.Operation o
            when o.operator().equals("=") && isConstant(o.right()) -> column(o.left(), table);
            case Expression.Quantified q
            when q.any() && q.operator().equals("=") && !q.values().isEmpty() -> column(q.left(), table);
            case Expression.Not not -> column(not.operand(), table);
            case Expression.ColumnRef flag -> column(flag, table);
            default -> Optional.empty();
        };
    }

    private static boolean isConstant(Expression expression) {
        return expression.uncast() instanceof Expression.Literal literal && literal.value() != null;
    }

    /** A column that is compared as it is; the server writes a varchar as a cast to text, which changes nothing. */
    private static Optional<Column> column(Expression expression, Relation table) {
        var bare =
                expression instanceof Expression.Cast cast && cast.type().equals("text") ? cast.operand() : expression;
        return bare instanceof Expression.ColumnRef column ? table.column(column.column()) : Optional.empty();
    }
}
