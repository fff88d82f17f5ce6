package io.howdah.engine.advise;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import java.util.ArrayList;
import java.util.List;

/** How two plans of one statement differ, in a few words. */
public final class PlanDifference {

    private PlanDifference() {}

    /** The node types that only the first has and those that only the second has; the order, where that is all. */
    public static String of(Plan one, Plan other) {
        var before = labels(one);
        var after = labels(other);
        var gone = new ArrayList<>(before);
        after.forEach(gone::remove);
        var come = new ArrayList<>(after);
        before.forEach(come::remove);
        if (gone.isEmpty() && come.isEmpty()) {
            return "the same nodes in another order";
        }
        return words(gone) + " → " + words(come);
    }

    private static List<String> labels(Plan plan) {
        return plan.nodes().stream().map(PlanNode::label).toList();
    }

    private static String words(List<String> labels) {
        return labels.isEmpty() ? "nothing" : String.join(", ", labels);
    }
}
