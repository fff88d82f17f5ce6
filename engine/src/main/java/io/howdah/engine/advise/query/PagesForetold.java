package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.PlanNode;

/**
 * More pages than a call of a statement asks the buffers for, if its plan is right: for each pass of a scan what its cost would buy if
 * it were pages alone, or a descent and a few pages for each row, whichever is more. The costs themselves leave out what is asked for
 * again and again.
 */
final class PagesForetold {

    /** Of a B-tree from the root to the leaf, and one to spare. */
    private static final double DESCENT = 6;

    /** The leaf, the row, and the row's newest version. */
    private static final double FOR_A_ROW = 3;

    private final double pageCost;

    /** @param pageCost what the planner charges for the cheapest page, in its units */
    PagesForetold(double pageCost) {
        this.pageCost = pageCost;
    }

    /** Infinite where the plan does not tell: of functions, of what runs row by row, of recursion and of writes. */
    double of(PlanNode root) {
        return of(root, 1);
    }

    private double of(PlanNode node, double loops) {
        if (tellsNothing(node)) {
            return Double.POSITIVE_INFINITY;
        }
        double pages = node.relation() == null ? 0 : loops * scan(node);
        for (var child : node.children()) {
            pages += of(child, loops * (isInner(node, child) ? times(node) : 1));
        }
        return pages;
    }

    private double scan(PlanNode node) {
        return Math.max(DESCENT + FOR_A_ROW * node.rows(), node.totalCost() / pageCost);
    }

    private static boolean isInner(PlanNode node, PlanNode child) {
        return node.type().equals("Nested Loop") && is("Inner", child);
    }

    private static double times(PlanNode loop) {
        return loop.children().stream()
                .filter(c -> is("Outer", c))
                .mapToDouble(c -> Math.max(1, c.rows()))
                .findFirst()
                .orElse(1);
    }

    private static boolean is(String relationship, PlanNode child) {
        return relationship.equals(child.details().get("Parent Relationship"));
    }

    private static boolean tellsNothing(PlanNode node) {
        return switch (node.type()) {
            case "ModifyTable", "Function Scan", "Table Function Scan", "Foreign Scan", "Recursive Union", "LockRows" ->
                true;
            default -> is("SubPlan", node);
        };
    }
}
