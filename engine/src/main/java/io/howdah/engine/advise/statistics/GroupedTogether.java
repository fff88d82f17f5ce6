package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.sql.Expression.ColumnRef;
import io.howdah.engine.sql.ExpressionParser;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns of one table by which a statement groups.
 *
 * @param columns two to eight, in the order of their numbers
 */
record GroupedTogether(Form form, Relation table, List<String> columns) {

    /** Those of one statement, as its plan shows them. */
    static List<GroupedTogether> in(Form form, Catalog catalog) {
        return form.plan().nodes().stream()
                .filter(n -> n.keys().containsKey("Group Key"))
                .flatMap(n -> of(form, n, catalog).stream())
                .toList();
    }

    private static Optional<GroupedTogether> of(Form form, PlanNode node, Catalog catalog) {
        var keys = node.keys().getOrDefault("Group Key", List.of()).stream()
                .map(ExpressionParser::parse)
                .toList();
        if (keys.size() < 2 || !keys.stream().allMatch(k -> k.isPresent() && k.get() instanceof ColumnRef)) {
            return Optional.empty();
        }
        var columns = keys.stream().map(k -> (ColumnRef) k.orElseThrow()).toList();
        var alias = columns.getFirst().relation();
        boolean one = columns.stream().allMatch(c -> Objects.equals(c.relation(), alias));
        return one ? table(form, alias, catalog).flatMap(t -> of(form, t, columns)) : Optional.empty();
    }

    /** The table that is scanned under the alias; without one, the only one there is. */
    private static Optional<Relation> table(Form form, @Nullable String alias, Catalog catalog) {
        var scans = form.plan().nodes().stream()
                .filter(n -> n.relation() != null && (alias == null || alias.equals(n.alias())))
                .map(PlanNode::relation)
                .distinct()
                .toList();
        return scans.size() == 1 && scans.getFirst() != null
                ? catalog.relation(scans.getFirst()).filter(t -> t.kind() == Relation.Kind.TABLE)
                : Optional.empty();
    }

    private static Optional<GroupedTogether> of(Form form, Relation table, List<ColumnRef> keys) {
        var names = table.columns().stream()
                .filter(c -> keys.stream().anyMatch(k -> k.column().equals(c.name())))
                .sorted(Comparator.comparingInt(Column::number))
                .map(Column::name)
                .toList();
        return names.size() == keys.size() && names.size() <= StatisticsDefinition.MOST_COLUMNS
                ? Optional.of(new GroupedTogether(form, table, names))
                : Optional.empty();
    }

    /** What tells the planner how many combinations there are. */
    StatisticsDefinition wanted() {
        return new StatisticsDefinition(table.name(), List.of("ndistinct"), columns);
    }

    /** A query whose rows are the groups. */
    String query() {
        var list = columns.stream().map(Name::quoted).collect(Collectors.joining(", "));
        return "SELECT " + list + " FROM " + table.name().quoted() + " GROUP BY " + list;
    }
}
