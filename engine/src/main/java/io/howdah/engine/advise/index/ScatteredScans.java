package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Settings;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Candidate;
import java.util.Optional;
import java.util.Set;

/**
 * What the planner charges too little for reading a whole table in the order of an index.
 *
 * <p>It charges each page of the table once while they all fit into {@code effective_cache_size} ({@code index_pages_fetched} in
 * costsize.c), and nothing for coming back to it with the next row. Where the rows do not lie in the index's order it comes
 * back with nearly each of them: a window over 500,000 rows was twice as slow by the index that it was promised to gain from. What
 * shared buffers do not hold of the table is read anew then, from the system's memory at best: on tables of 1.25 to 5 times their
 * size coming back took 3 to 7 times as long as on a table that they hold, and a window over a million rows again twice as long as
 * without the index.
 */
final class ScatteredScans {

    /**
     * Of coming back to a page that is in memory, in the planner's units. Measured from 0.11 to 0.24 on 500,000 rows of 150
     * bytes with 128 MB of shared buffers, by the time of the index scan over that of a sequential one.
     */
    static final double RETURN = 0.15;

    private final Catalog catalog;
    private final double buffers;
    private final double cache;
    private final double pageCost;

    ScatteredScans(Catalog catalog) {
        this.catalog = catalog;
        this.buffers = Settings.number(catalog, "shared_buffers", Double.POSITIVE_INFINITY);
        this.cache = Settings.number(catalog, "effective_cache_size", Double.POSITIVE_INFINITY);
        this.pageCost = Settings.number(catalog, "seq_page_cost", 1);
    }

    /** To be added to the plan's cost. A plan that ends early, at a limit, may read little of what it scans: nothing is added. */
    double undercharge(Plan plan, Set<Candidate> used) {
        return plan.nodes().stream().anyMatch(node -> node.type().equals("Limit"))
                ? 0
                : plan.nodes().stream()
                        .filter(ScatteredScans::readsAll)
                        .mapToDouble(node -> undercharge(node, used))
                        .sum();
    }

    private static boolean readsAll(PlanNode node) {
        return node.type().equals("Index Scan") && !node.details().containsKey("Index Cond");
    }

    private double undercharge(PlanNode scan, Set<Candidate> used) {
        return used.stream()
                .filter(c -> c.name().equals(scan.index()) && c.definition().predicate() == null)
                .findFirst()
                .flatMap(c -> catalog.relation(c.definition().table())
                        .map(table -> returns(table, correlation(table, c)) * (RETURN + missing(table) * pageCost)))
                .orElse(0.0);
    }

    private static double returns(Relation table, double correlation) {
        double pages = Math.max(1, table.heapBytes() / 8192.0);
        return Math.max(0, table.estimatedRows() - pages) * (1 - correlation * correlation);
    }

    /** The share of the table that shared buffers cannot hold; what is beyond the cache the planner charges for by itself. */
    private double missing(Relation table) {
        double heap = Math.max(1, table.heapBytes());
        return Math.max(0, Math.min(heap, cache) - buffers) / heap;
    }

    /** That of the first key; rows of equal keys lie in no order. */
    private static double correlation(Relation table, Candidate candidate) {
        return Optional.ofNullable(candidate.definition().keys().getFirst().column())
                .flatMap(table::column)
                .map(Column::statistics)
                .map(ColumnStatistics::correlation)
                .orElse(0.0);
    }
}
