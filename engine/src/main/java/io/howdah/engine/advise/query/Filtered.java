package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.ExpressionParser;
import java.util.List;
import java.util.stream.Stream;

/**
 * A condition by which a plan throws rows away that it has read from the whole of a large table, few being left.
 *
 * @param condition as the server writes it
 */
record Filtered(Form form, Relation table, Expression condition) {

    /** Rows of the table from which on reading them all is felt: tens of milliseconds. */
    private static final double ROWS = 10_000;

    /** Share of the rows that is left, above which no index would be taken anyway. */
    private static final double LEFT = 0.1;

    /** All of them in the plans with values, each statement's most frequent form. */
    static List<Filtered> of(Scene scene) {
        return scene.planned().mostFrequent().stream()
                .flatMap(form -> form.plan().nodes().stream()
                        .filter(n -> n.type().endsWith("Seq Scan"))
                        .flatMap(n -> of(form, n, scene)))
                .toList();
    }

    private static Stream<Filtered> of(Form form, PlanNode node, Scene scene) {
        var name = node.relation();
        if (name == null) {
            return Stream.empty();
        }
        return scene.catalog().relation(name).stream()
                .filter(t -> t.estimatedRows() >= ROWS && node.rows() <= LEFT * t.estimatedRows())
                .flatMap(t -> ExpressionParser.parse(node.details().getOrDefault("Filter", "")).stream()
                        .flatMap(e -> e.conjuncts().stream())
                        .map(c -> new Filtered(form, t, c)));
    }
}
