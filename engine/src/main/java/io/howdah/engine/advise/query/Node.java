package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.PlanNode;
import java.util.Set;

/** Figures of a node that was run, over all its loops. */
final class Node {

    private static final Set<String> STOPPING = Set.of("Limit", "Merge Join", "Nested Loop", "Result");

    private Node() {}

    static double detail(PlanNode node, String name) {
        try {
            return Double.parseDouble(node.details().getOrDefault(name, "0").replaceAll("[^\\d.]", ""));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static double loops(PlanNode node) {
        return node.actual() == null ? 0 : node.actual().loops();
    }

    static double rows(PlanNode node) {
        return node.actual() == null ? 0 : node.actual().rows() * node.actual().loops();
    }

    static double totalMs(PlanNode node) {
        return node.actual() == null
                ? 0
                : node.actual().totalMs() * node.actual().loops();
    }

    /** Without what its children took; parallel workers count beside each other. */
    static double ownMs(PlanNode node) {
        double children = node.children().stream().mapToDouble(Node::totalMs).sum();
        return Math.max(0, totalMs(node) - children);
    }

    /** Whether something above may have had enough before it gave all its rows. */
    @SuppressWarnings("ReferenceEquality") // the very node of the tree
    static boolean mayBeStopped(PlanNode root, PlanNode node) {
        if (root == node) {
            return false;
        }
        return root.children().stream()
                .anyMatch(c -> contains(c, node) && (STOPPING.contains(root.type()) || mayBeStopped(c, node)));
    }

    @SuppressWarnings("ReferenceEquality") // the very node of the tree
    private static boolean contains(PlanNode from, PlanNode node) {
        return from == node || from.children().stream().anyMatch(c -> contains(c, node));
    }
}
