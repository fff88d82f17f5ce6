package io.howdah.engine.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of a plan.
 *
 * @param type as EXPLAIN names it, such as {@code Index Scan}
 * @param relation the scanned relation; null where the node scans none
 * @param alias the name by which conditions refer to it
 * @param index the index used; null where none is
 * @param rows estimated, for each loop
 * @param width estimated bytes of a row
 * @param details conditions, keys and whatever else EXPLAIN says, by its JSON name ({@code Filter}, {@code Index Cond},
 *     {@code Sort Key}, …); lists joined by {@code ", "} stand in {@link #keys}
 * @param keys lists such as {@code Sort Key}, {@code Group Key}, {@code Output}, by their JSON name
 * @param actual what was measured; null where the statement was not run
 */
public record PlanNode(
        String type,
        @Nullable QualifiedName relation,
        @Nullable String alias,
        @Nullable String index,
        double startupCost,
        double totalCost,
        double rows,
        int width,
        Map<String, String> details,
        Map<String, List<String>> keys,
        @Nullable Actual actual,
        List<PlanNode> children) {

    PlanNode renamed(Map<String, String> indexes) {
        return new PlanNode(
                type,
                relation,
                alias,
                index == null ? null : indexes.getOrDefault(index, index),
                startupCost,
                totalCost,
                rows,
                width,
                details,
                keys,
                actual,
                children.stream().map(child -> child.renamed(indexes)).toList());
    }

    /** The same node with other details, keys and children. */
    public PlanNode saying(
            Map<String, String> otherDetails, Map<String, List<String>> otherKeys, List<PlanNode> below) {
        return new PlanNode(
                type,
                relation,
                alias,
                index,
                startupCost,
                totalCost,
                rows,
                width,
                otherDetails,
                otherKeys,
                actual,
                below);
    }

    /** Type with relation and index, for people and for comparing shapes. */
    public String label() {
        return type
                + (index == null ? "" : " using " + index)
                + (relation == null ? "" : " on " + relation + (alias == null ? "" : " " + alias));
    }

    /** Actual figures of a node that ran; times in milliseconds per loop. */
    public record Actual(
            double startupMs, double totalMs, double rows, double loops, long blocksHit, long blocksRead) {}
}
