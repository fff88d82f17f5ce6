package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;

/**
 * Charges for a bet that the planner makes: that a scan in the order asked for soon meets enough rows that pass its filter.
 *
 * <p>The planner takes the rows that pass for evenly spread and so prices a LIMIT at its share of the scan
 * (adjust_limit_rows_costs in pathnode.c). Where they gather at the far end, such as open work among what was finished long
 * ago, the scan reads all rows that do not pass before. Where nearly all pass there is little to lose, and an index whose own
 * condition leaves only rows that pass makes no such bet.
 */
final class LimitRisk {

    /** The share of its stake that the bet costs on average; one bet in ten is lost. */
    private static final double BETS_LOST = 0.1;

    private final Catalog catalog;

    LimitRisk(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What the bets of a plan cost beyond what the planner charges. */
    double undercharge(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.type().equals("Limit"))
                .mapToDouble(this::beyond)
                .sum();
    }

    private double beyond(PlanNode limit) {
        return limit.children().stream()
                .filter(child ->
                        child.type().startsWith("Index") && child.details().containsKey("Filter"))
                .mapToDouble(scan -> BETS_LOST * failing(scan) * Math.max(0, scan.totalCost() - limit.totalCost()))
                .sum();
    }

    /** The share of the scanned rows that do not pass; 1 where it is not known how many are scanned. */
    private double failing(PlanNode scan) {
        var name = scan.relation();
        if (name == null || scan.details().containsKey("Index Cond")) {
            return 1;
        }
        return catalog.relation(name)
                .filter(table -> table.estimatedRows() > 0)
                .map(table -> Math.max(0, 1 - scan.rows() / table.estimatedRows()))
                .orElse(1.0);
    }
}
