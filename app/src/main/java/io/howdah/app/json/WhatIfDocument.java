package io.howdah.app.json;

import io.howdah.app.json.AdviceDocument.NotAdvisedPart;
import io.howdah.app.stage.WhatIfStage;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.prove.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code howdah what-if --format json} answers. The schema is docs/schemas/what-if.json.
 *
 * @param plannedAs major version that planned for then; null where it was the server's own
 */
public record WhatIfDocument(
        String serverVersion,
        String database,
        List<TablePart> tables,
        List<StatementPart> statements,
        List<NotAdvisedPart> notPlanned,
        List<IndexPart> indexes,
        List<String> hiddenIndexes,
        Map<String, String> settings,
        List<String> structures,
        @Nullable Integer plannedAs,
        List<String> notes) {

    /** An index that was asked about; plans name it {@code <definition>}. */
    public record IndexPart(String definition, long sizeBytes, boolean sizeFromStatisticsOnly) {}

    /** A table's rows now and then. */
    public record TablePart(String name, double rowsNow, double rowsThen) {}

    /**
     * A statement's plan now and then.
     *
     * @param measured what running it both ways took; null where it was not run
     */
    public record StatementPart(
            String id,
            String text,
            double calls,
            boolean samePlan,
            NodePart now,
            NodePart then,
            @Nullable MeasuredPart measured) {}

    /** Medians of planning and execution in milliseconds. */
    public record MeasuredPart(double beforeMs, double afterMs) {}

    /** A node of a plan, as EXPLAIN has it. */
    public record NodePart(
            String type,
            @Nullable String relation,
            @Nullable String index,
            double cost,
            double rows,
            Map<String, String> details,
            Map<String, List<String>> keys,
            List<NodePart> children) {}

    public static WhatIfDocument of(WhatIfStage.Result result) {
        var catalog = result.catalog();
        return new WhatIfDocument(
                catalog.server().version(),
                catalog.database(),
                result.wishes().rows().entrySet().stream()
                        .map(e -> new TablePart(
                                e.getKey().toString(),
                                catalog.relation(e.getKey())
                                        .map(r -> r.estimatedRows())
                                        .orElse(0.0),
                                e.getValue()))
                        .toList(),
                result.outlooks().stream().map(WhatIfDocument::statement).toList(),
                result.failed().stream()
                        .map(f -> new NotAdvisedPart(f.statement(), f.reason()))
                        .toList(),
                result.indexes().stream()
                        .map(i -> new IndexPart(i.definition().toString(), i.sizeBytes(), i.sizeUnseen()))
                        .toList(),
                result.wishes().hidden().stream().map(Object::toString).sorted().toList(),
                result.wishes().settings(),
                result.wishes().structures().stream()
                        .map(Object::toString)
                        .sorted()
                        .toList(),
                result.wishes().major(),
                result.notes());
    }

    private static StatementPart statement(WhatIfStage.Outlook outlook) {
        return new StatementPart(
                outlook.statement().id(),
                outlook.statement().text(),
                outlook.statement().calls(),
                outlook.isSame(),
                node(outlook.now()),
                node(outlook.then()),
                measured(outlook.measured()));
    }

    private static @Nullable MeasuredPart measured(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.SameRows same
                ? new MeasuredPart(same.whole().beforeMs(), same.whole().afterMs())
                : null;
    }

    private static NodePart node(Plan plan) {
        return node(plan.root());
    }

    private static NodePart node(PlanNode node) {
        var relation = node.relation();
        return new NodePart(
                node.type(),
                relation == null ? null : relation.toString(),
                node.index(),
                node.totalCost(),
                node.rows(),
                node.details(),
                node.keys(),
                node.children().stream().map(WhatIfDocument::node).toList());
    }
}
