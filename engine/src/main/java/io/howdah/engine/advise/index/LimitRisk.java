package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;

/**
 * Charges for a bet that the planner makes: that a scan in the order asked for soon meets enough rows that pass its filter.
 *
 * <p>The planner takes the rows that pass for evenly spread and so prices a LIMIT at its share of the scan
 * (adjust_limit_rows_costs in pathnode.c). Where they gather at the far end, such as open work among what was finished long
 * ago, the scan reads nearly all. An index whose own condition leaves only rows that pass makes no such bet.
 */
final class LimitRisk {

    /** The share of the whole scan that the bet costs on average; one bet in ten is lost. */
    private static final double BETS_LOST = 0.1;

    private LimitRisk() {}

    /** The planner's cost of the plan, and what its bets cost beyond it. */
    static double cost(Plan plan) {
        return plan.cost()
                + plan.nodes().stream()
                        .filter(node -> node.type().equals("Limit"))
                        .mapToDouble(LimitRisk::beyond)
                        .sum();
    }

    private static double beyond(PlanNode limit) {
        return limit.children().stream()
                .filter(child ->
                        child.type().startsWith("Index") && child.details().containsKey("Filter"))
                .mapToDouble(scan -> BETS_LOST * Math.max(0, scan.totalCost() - limit.totalCost()))
                .sum();
    }
}
