package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Statement;
import java.util.Optional;

/**
 * Charges for a bet that the planner makes: that a scan in the order asked for soon meets enough rows that pass its filter.
 *
 * <p>The planner takes the rows that pass for evenly spread and so prices a LIMIT at its share of the scan
 * (adjust_limit_rows_costs in pathnode.c). Where they gather at the far end, such as open work among what was finished long
 * ago, the scan reads all rows that do not pass before. Where nearly all pass there is little to lose, and an index whose own
 * condition leaves only rows that pass makes no such bet. Of the plan that runs today it is known what its calls
 * pay: no more than for the pages that they ask for.
 */
final class LimitRisk {

    /** The share of its stake that the bet costs on average; one bet in ten is lost. */
    private static final double BETS_LOST = 0.1;

    /** What the planner charges for a row of an index scan with a filter: an index entry, a row, an operator. */
    private static final double ROW = 0.005 + 0.01 + 0.0025;

    private static final double PAGE = 8192;

    private final Catalog catalog;

    LimitRisk(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What the bets of a plan for a question cost beyond what the planner charges. */
    double undercharge(Asked asked, Plan plan) {
        boolean runs = plan.shape().equals(asked.plan().shape());
        return runs
                ? Math.min(undercharge(plan), asPaid(asked.question().statement(), rowsOfAPage(plan)))
                : undercharge(plan);
    }

    /** What a call pays for the pages that the server counted; without end where it did not. */
    private double asPaid(Statement statement, double rowsOfAPage) {
        var counters = statement.counters();
        if (counters == null || statement.calls() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double hit = ScatteredScans.RETURN + rowsOfAPage * ROW;
        double paid =
                counters.sharedBlocksHit() * hit + counters.sharedBlocksRead() * CombinedBitmaps.randomPage(catalog);
        return paid / statement.calls();
    }

    /** That a scan filters for each page it asks for: one where they lie in no order, all on the page where they lie in the index's. */
    private double rowsOfAPage(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.type().startsWith("Index"))
                .mapToDouble(this::rowsOfAPage)
                .max()
                .orElse(1);
    }

    private double rowsOfAPage(PlanNode scan) {
        var name = scan.relation();
        var table = name == null ? null : catalog.relation(name).orElse(null);
        if (table == null || table.heapBytes() == 0) {
            return 1;
        }
        double correlation = table.indexes().stream()
                .filter(index -> index.name().name().equals(scan.index()))
                .findFirst()
                .flatMap(index ->
                        Optional.ofNullable(index.definition().keys().getFirst().column()))
                .flatMap(table::column)
                .map(Column::statistics)
                .map(ColumnStatistics::correlation)
                .orElse(1.0);
        return Math.max(1, correlation * correlation * table.estimatedRows() * PAGE / table.heapBytes());
    }

    /** The same where nothing is known of its calls. */
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
