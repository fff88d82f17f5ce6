package io.howdah.app.json;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.twin.Fidelity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code howdah twin check --format json} answers. The schema is docs/schemas/twin-check.json. */
public record FidelityDocument(
        String serverVersion,
        String database,
        int compared,
        long same,
        double sameShare,
        Fidelity.Spread costFactor,
        Fidelity.Spread rowFactor,
        List<StatementPart> statements,
        List<NotComparedPart> notCompared) {

    /** A statement that both planned; the nodes are the first that differ. */
    public record StatementPart(
            String id,
            String text,
            boolean samePlan,
            double costRatio,
            double rowRatio,
            @Nullable NodePart server,
            @Nullable NodePart twin,
            @Nullable String reason) {}

    /** A node of a plan without what is below it. */
    public record NodePart(String label, double cost, double rows) {}

    /** A statement that one of the two did not plan. */
    public record NotComparedPart(String id, String text, String reason) {}

    public static FidelityDocument of(Catalog catalog, Fidelity fidelity) {
        return new FidelityDocument(
                catalog.server().version(),
                catalog.database(),
                fidelity.compared().size(),
                fidelity.same(),
                fidelity.share(),
                fidelity.costs(),
                fidelity.rows(),
                fidelity.compared().stream().map(FidelityDocument::statement).toList(),
                fidelity.notCompared().stream()
                        .map(n -> new NotComparedPart(
                                n.statement().id(), n.statement().text(), n.reason()))
                        .toList());
    }

    private static StatementPart statement(Fidelity.Compared pair) {
        var difference = pair.difference();
        return new StatementPart(
                pair.statement().id(),
                pair.statement().text(),
                difference == null,
                pair.costRatio(),
                pair.rowRatio(),
                difference == null ? null : node(difference.original()),
                difference == null ? null : node(difference.twin()),
                pair.reason());
    }

    private static NodePart node(PlanNode node) {
        return new NodePart(node.label(), node.totalCost(), node.rows());
    }
}
