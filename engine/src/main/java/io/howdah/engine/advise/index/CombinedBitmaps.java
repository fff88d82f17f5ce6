package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Settings;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.twin.Candidate;
import java.util.Set;

/**
 * What the planner charges too little for combining the bitmaps of two indexes where the table is in memory.
 *
 * <p>It buys a second bitmap, entry by entry, for the pages that need not be read then, each at {@code random_page_cost}
 * (cost_bitmap_heap_scan and cost_bitmap_and_node in costsize.c). Of a statement whose calls find their pages in memory next to nothing is
 * saved with a page: 35 pages in place of 350 made a search of trigrams no faster, and the second bitmap had to be made.
 */
final class CombinedBitmaps {

    /** {@code random_page_cost} of a server that does not tell. */
    private static final double RANDOM_PAGE = 4;

    private final Catalog catalog;
    private final double saved;

    CombinedBitmaps(Catalog catalog) {
        this.catalog = catalog;
        this.saved = Math.max(0, randomPage(catalog) - ScatteredScans.RETURN);
    }

    /** What the planner charges for a page that is read by itself. */
    static double randomPage(Catalog catalog) {
        return Settings.number(catalog, "random_page_cost", RANDOM_PAGE);
    }

    /**
     * To be added to the cost of a plan for a question; nothing where it is not known what its calls find in memory. Bitmaps of indexes that
     * are there are left as they are: they argue for no new one. At most what the plan promises against today's is charged, so that a plan is
     * never held to be worse than today's by this.
     *
     * @param used candidates that the plan uses
     */
    double undercharge(Asked asked, Plan plan, Set<Candidate> used) {
        var counters = asked.question().statement().counters();
        double pages = counters == null ? 0 : counters.sharedBlocksHit() + counters.sharedBlocksRead();
        if (counters == null || pages == 0) {
            return 0;
        }
        double spared = plan.nodes().stream()
                .filter(node -> node.type().equals("Bitmap Heap Scan"))
                .mapToDouble(node -> sparedPages(node, used))
                .sum();
        double promised = Math.max(0, asked.plan().cost() - plan.cost());
        return Math.min(promised, spared * saved * counters.sharedBlocksHit() / pages);
    }

    /** Those that the best of the bitmaps by itself would have read besides. */
    private double sparedPages(PlanNode scan, Set<Candidate> used) {
        return scan.children().stream()
                .filter(child -> child.type().equals("BitmapAnd"))
                .filter(and -> and.children().stream().anyMatch(bitmap -> isNew(bitmap, used)))
                .mapToDouble(and -> Math.max(0, fewest(scan, and) - pages(scan, and.rows())))
                .sum();
    }

    private double fewest(PlanNode scan, PlanNode and) {
        return and.children().stream()
                .mapToDouble(bitmap -> pages(scan, bitmap.rows()))
                .min()
                .orElse(0);
    }

    private static boolean isNew(PlanNode bitmap, Set<Candidate> used) {
        return used.stream().anyMatch(c -> c.name().equals(bitmap.index()));
    }

    /** At most one for each row. */
    private double pages(PlanNode scan, double rows) {
        var table = scan.relation();
        return table == null
                ? 0
                : catalog.relation(table)
                        .map(t -> Math.min(rows, t.heapBytes() / 8192.0))
                        .orElse(rows);
    }
}
