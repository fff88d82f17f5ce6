package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.ExpressionParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter is compared with.
 *
 * @param column the column; its table's statistics tell likely values
 * @param side the whole side of the comparison, in which the column stands
 * @param operator with the column's side on its left
 * @param element whether the column is an array and the parameter an element of it
 * @param position among the parameters that are compared with the same column by the same operator, from 0
 */
record ParameterUse(
        QualifiedName table,
        Column column,
        Expression side,
        String operator,
        boolean array,
        boolean element,
        int position) {

    private static final Set<String> CONDITIONS = Set.of(
            "Index Cond",
            "Recheck Cond",
            "Filter",
            "Join Filter",
            "Hash Cond",
            "Merge Cond",
            "One-Time Filter",
            "Order By");

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private static final Map<String, String> FLIPPED = Map.of("<", ">", ">", "<", "<=", ">=", ">=", "<=");

    /** Whether the side is the column alone. */
    boolean plain() {
        return side.uncast() instanceof Expression.ColumnRef;
    }

    /** The use of each parameter that a plan without values shows; the first one where there are several. */
    static Map<Integer, ParameterUse> in(Plan plan, Catalog catalog) {
        var finder = new Finder(plan, catalog);
        plan.nodes().forEach(finder::examine);
        return finder.found;
    }

    private static final class Finder {

        private final Catalog catalog;
        private final Map<String, QualifiedName> aliases = new HashMap<>();
        private final Map<Integer, ParameterUse> found = new TreeMap<>();
        private final Map<String, Integer> positions = new HashMap<>();

        Finder(Plan plan, Catalog catalog) {
            this.catalog = catalog;
            for (PlanNode node : plan.nodes()) {
                if (node.relation() != null) {
                    aliases.putIfAbsent(node.alias() == null ? node.relation().name() : node.alias(), node.relation());
                }
            }
        }

        void examine(PlanNode node) {
            node.details().forEach((name, text) -> {
                if (CONDITIONS.contains(name)) {
                    ExpressionParser.parse(text).ifPresent(this::walk);
                }
            });
        }

        private void walk(Expression expression) {
            switch (expression) {
                case Expression.Operation(var left, var operator, var right) -> compare(left, operator, right);
                case Expression.Quantified(var left, var operator, var any, var array) ->
                    quantified(left, operator, array);
                default -> {}
            }
            expression.parts().forEach(this::walk);
        }

        private void compare(Expression left, String operator, Expression right) {
            if (left.uncast() instanceof Expression.RowOf(var lefts)
                    && right.uncast() instanceof Expression.RowOf(var rights)
                    && lefts.size() == rights.size()) {
                for (int i = 0; i < lefts.size(); i++) {
                    compare(lefts.get(i), operator, rights.get(i));
                }
                return;
            }
            parameter(right).ifPresent(n -> add(n, left, operator, false, false));
            parameter(left).ifPresent(n -> add(n, right, FLIPPED.getOrDefault(operator, operator), false, false));
        }

        private void quantified(Expression left, String operator, Expression array) {
            parameter(array).ifPresent(n -> add(n, left, operator, true, false));
            parameter(left).ifPresent(n -> add(n, array, operator, false, true));
            if (array.uncast() instanceof Expression.ArrayOf(var elements)) {
                elements.forEach(element -> parameter(element).ifPresent(n -> add(n, left, operator, false, false)));
            }
        }

        private static Optional<Integer> parameter(Expression expression) {
            if (!(expression.uncast() instanceof Expression.Unknown(var sql))) {
                return Optional.empty();
            }
            var matcher = PARAMETER.matcher(sql);
            return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
        }

        private void add(int parameter, Expression side, String operator, boolean array, boolean element) {
            if (side.columns().size() != 1 || found.containsKey(parameter)) {
                return;
            }
            var reference = side.columns().get(0);
            var table = table(reference.relation());
            if (table == null) {
                return;
            }
            catalog.relation(table).flatMap(r -> r.column(reference.column())).ifPresent(column -> {
                int position = positions.merge(table + "." + column.name() + " " + operator, 1, Integer::sum) - 1;
                found.put(parameter, new ParameterUse(table, column, side, operator, array, element, position));
            });
        }

        private @Nullable QualifiedName table(@Nullable String alias) {
            if (alias != null) {
                return aliases.get(alias);
            }
            var all = List.copyOf(aliases.values());
            return all.size() == 1 ? all.get(0) : null;
        }
    }
}
