package io.howdah.app.text;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plan as an indented tree with cost and rows; conditions under the node they belong to. */
public final class PlanTree {

    private static final List<String> SHOWN_DETAILS = List.of(
            "Index Cond",
            "Recheck Cond",
            "Hash Cond",
            "Merge Cond",
            "Join Filter",
            "Filter",
            "Cache Key",
            "One-Time Filter");
    private static final List<String> SHOWN_KEYS = List.of("Sort Key", "Presorted Key", "Group Key");

    private PlanTree() {}

    /** The lines of the tree, cut to the width. */
    public static List<String> lines(Plan plan, int width) {
        var lines = new ArrayList<String>();
        add(plan.root(), 0, width, lines);
        return lines;
    }

    private static void add(PlanNode node, int depth, int width, List<String> into) {
        var indent = depth == 0 ? "" : "   ".repeat(depth - 1) + "└─ ";
        into.add(indent + Wrap.cut(described(node), Math.max(20, width - indent.length())));
        var under = "   ".repeat(depth) + "  ";
        conditions(node).forEach(c -> into.add(under + Wrap.cut(c, Math.max(20, width - under.length()))));
        node.children().forEach(child -> add(child, depth + 1, width, into));
    }

    private static String described(PlanNode node) {
        return label(node) + " (cost " + Figures.brief(node.totalCost()) + ", rows " + Figures.brief(node.rows()) + ")";
    }

    /** Like the node's own label, without an alias that only repeats the relation's name. */
    private static String label(PlanNode node) {
        var relation = node.relation();
        var alias = node.alias();
        if (relation == null || alias == null || !alias.equals(relation.name())) {
            return node.label();
        }
        var label = node.label();
        return label.substring(0, label.length() - alias.length() - 1);
    }

    /** What the node compares, sorts or groups by. */
    static List<String> conditions(PlanNode node) {
        return Stream.concat(
                        SHOWN_DETAILS.stream()
                                .filter(node.details()::containsKey)
                                .map(name -> name + ": " + node.details().get(name)),
                        SHOWN_KEYS.stream()
                                .filter(node.keys()::containsKey)
                                .map(name -> name + ": "
                                        + String.join(", ", node.keys().getOrDefault(name, List.of()))))
                .toList();
    }
}
