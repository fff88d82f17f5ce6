package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples.Condition;
import io.howdah.engine.sql.Expression;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column that a statement compares with a constant by equality.
 *
 * @param condition the comparison, in SQL
 * @param value the constant; null where there are several
 */
record ComparedAlone(
        Form form,
        Relation table,
        Column column,
        String condition,
        @Nullable String value) {

    /** Those of one statement, as its plan shows them. */
    static List<ComparedAlone> in(Form form, Catalog catalog) {
        return form.plan().nodes().stream()
                .flatMap(node -> in(form, node, catalog))
                .toList();
    }

    private static Stream<ComparedAlone> in(Form form, PlanNode node, Catalog catalog) {
        var name = node.relation();
        return name == null
                ? Stream.empty()
                : catalog.relation(name).stream()
                        .filter(t -> t.kind() == Relation.Kind.TABLE)
                        .flatMap(t -> in(form, node, t));
    }

    private static Stream<ComparedAlone> in(Form form, PlanNode node, Relation table) {
        return ComparedTogether.comparisons(table, node).entrySet().stream()
                .map(c -> new ComparedAlone(
                        form, table, numbered(table, c.getKey()), c.getValue().sql(), value(c.getValue())));
    }

    private static @Nullable String value(Expression comparison) {
        return comparison instanceof Expression.Operation o && o.right().uncast() instanceof Expression.Literal literal
                ? literal.value()
                : null;
    }

    private static Column numbered(Relation table, int number) {
        return table.columns().stream()
                .filter(c -> c.number() == number)
                .findFirst()
                .orElseThrow();
    }

    String subject() {
        return table.name() + "." + column.name();
    }

    /** What is counted on the server itself, in a part of the rows or in all. */
    Condition counted(boolean whole) {
        return new Condition(table.name(), condition, whole);
    }

    /** A query that gives the rows that meet the condition. */
    String query() {
        return "SELECT FROM " + table.name().quoted() + " WHERE " + condition;
    }
}
