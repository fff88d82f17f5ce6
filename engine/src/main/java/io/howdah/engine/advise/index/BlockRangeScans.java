package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.twin.Candidate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the planner charges too much for scans by block ranges.
 *
 * <p>Of a BRIN index it knows how many ranges will be read ({@code brincostestimate}), but the scan of the table it prices as if
 * the rows in them lay scattered over the whole table (Mackert and Lohman's formula in {@code compute_bitmap_pages}), though they
 * fill the pages of their ranges side by side. With ten rows a page that is ten times too much. Such a scan is believed to
 * read the pages that the rows fill, in their order.
 */
final class BlockRangeScans {

    private final Catalog catalog;
    private final double pageCost;
    private final double firstPageCost;
    private final double rowCost;

    BlockRangeScans(Catalog catalog) {
        this.catalog = catalog;
        this.pageCost = setting("seq_page_cost", 1);
        this.firstPageCost = setting("random_page_cost", 4);
        this.rowCost = setting("cpu_tuple_cost", 0.01) + 2 * setting("cpu_operator_cost", 0.0025);
    }

    /** To be taken off the plan's cost. */
    double overcharge(Plan plan, Set<Candidate> used) {
        var ranges = used.stream()
                .filter(c -> c.definition().method().equals("brin"))
                .map(Candidate::name)
                .collect(Collectors.toSet());
        return ranges.isEmpty()
                ? 0
                : plan.nodes().stream()
                        .filter(node -> node.type().equals("Bitmap Heap Scan"))
                        .mapToDouble(node -> overcharge(node, ranges))
                        .sum();
    }

    private double overcharge(PlanNode scan, Collection<String> ranges) {
        var index = scan.children().isEmpty() ? null : scan.children().getFirst();
        var table = scan.relation() == null
                ? null
                : catalog.relation(scan.relation()).orElse(null);
        if (index == null || table == null || !ranges.contains(String.valueOf(index.index()))) {
            return 0;
        }
        double pages = index.rows() / Math.max(1, rowsPerPage(table));
        double own = firstPageCost + pages * pageCost + index.rows() * rowCost;
        return Math.max(0, scan.totalCost() - index.totalCost() - own);
    }

    private static double rowsPerPage(Relation table) {
        return table.estimatedRows() / Math.max(1, table.heapBytes() / 8192.0);
    }

    private double setting(String name, double otherwise) {
        return catalog.setting(name).map(Setting::value).map(Double::valueOf).orElse(otherwise);
    }
}
