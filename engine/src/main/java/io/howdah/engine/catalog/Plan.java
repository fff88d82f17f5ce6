package io.howdah.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What EXPLAIN says of one statement.
 *
 * @param planningMs null where it was not measured
 * @param executionMs null where the statement was not run
 */
public record Plan(
        PlanNode root,
        @Nullable Double planningMs,
        @Nullable Double executionMs) {

    /** The planner's total cost, in its own units. */
    public double cost() {
        return root.totalCost();
    }

    /** The same plan with other names for indexes; those not named keep theirs. */
    public Plan renamed(Map<String, String> indexes) {
        return new Plan(root.renamed(indexes), planningMs, executionMs);
    }

    /** All nodes, parents before children. */
    public List<PlanNode> nodes() {
        var nodes = new ArrayList<PlanNode>();
        collect(root, nodes);
        return nodes;
    }

    private static void collect(PlanNode node, List<PlanNode> into) {
        into.add(node);
        node.children().forEach(child -> collect(child, into));
    }

    /** Node types, relations, indexes and conditions, without figures: two plans with the same shape work alike. */
    public String shape() {
        var text = new StringBuilder();
        shape(root, 0, text);
        return text.toString();
    }

    private static void shape(PlanNode node, int depth, StringBuilder text) {
        text.repeat("  ", depth).append(node.label()).append('\n');
        node.children().forEach(child -> shape(child, depth + 1, text));
    }
}
