package io.howdah.engine.twin;

import io.howdah.engine.catalog.GinCounters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How big a GIN index is right after it was built, pending list empty.
 *
 * <p>Each key has an entry: an index tuple with the rows' addresses behind it, as differences in bytes of seven bits
 * (ginpostinglist.c), or, where these would not fit a third of a page, with a tree of pages that hold nothing else (gindatapage.c).
 * Keys arrive sorted, so each page of entries is split where it was filled last and its left half stays behind half full
 * ({@code entrySplitPage}). A build that outgrows {@code maintenance_work_mem} comes back to these pages and fills them up.
 */
final class GinSize {

    private static final int PAGE_ROOM = 8192 - 24 - 8;
    private static final int LARGEST_ENTRY = (PAGE_ROOM / 3 - 4) / 8 * 8;
    private static final int DATA_ROOM = 8192 - 24 - 8 - 8;
    private static final int SEGMENT = 384;
    private static final int SEGMENT_HEADER = 8;
    private static final int POSTING_ITEM = 10;

    /** A segment that no longer fits goes to the next page; on average half of one is left. */
    private static final double FULL_PAGE = DATA_ROOM - SEGMENT / 2.0;

    /** What a key and its first addresses take in the sorting tree, and each further address with the room ahead of it. */
    private static final double NODE_BYTES = 120;

    private static final double ITEM_BYTES = 9;

    private static final int MOST_ENTRIES = 200_000;

    /** Its multiples' fractions are spread evenly. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final double tableRows;
    private final double rowsPerPage;
    private final boolean severalColumns;
    private final double batches;

    /**
     * @param memoryBytes what the build may use; 0 where it sorts all keys before it writes (parallel builds from 18 on)
     */
    GinSize(double tableRows, double tablePages, List<GinKeys> columns, double memoryBytes) {
        this.tableRows = Math.max(1, tableRows);
        this.rowsPerPage = Math.max(1, tableRows / Math.max(1, tablePages));
        this.severalColumns = columns.size() > 1;
        double used = columns.stream()
                .mapToDouble(c -> c.keys() * NODE_BYTES + c.items() * ITEM_BYTES)
                .sum();
        this.batches = memoryBytes <= 0 ? 1 : Math.max(1, Math.ceil(used / memoryBytes));
    }

    /** As the meta page of the index would count itself. */
    GinCounters counters(List<GinKeys> columns) {
        double keys = columns.stream().mapToDouble(GinKeys::keys).sum();
        double scale = Math.max(1, keys / MOST_ENTRIES);
        var groups = columns.stream().flatMap(c -> c.groups().stream()).toList();
        var entries = entries(groups, scale);
        Collections.shuffle(entries, new Random(811));
        double leaves = leaves(entries) * scale;
        double trees = groups.stream()
                .mapToDouble(g -> isTree(g, g.rows()) ? g.keys() * tree(g.rows()) : 0)
                .sum();
        long entryPages = Math.round(leaves + inner(leaves, columns));
        long dataPages = Math.round(trees);
        return new GinCounters(0, 1 + entryPages + dataPages, entryPages, dataPages, Math.round(keys));
    }

    /** Bytes of one entry in so many as the scale says. */
    private List<Double> entries(List<GinKeys.Group> groups, double scale) {
        var entries = new ArrayList<Double>();
        double left = 0;
        for (var group : groups) {
            left += group.keys() / scale;
            for (int i = 0; left >= 0.5; i++) {
                entries.add(entry(group, wholeRows(group.rows(), i)));
                left--;
            }
        }
        return entries;
    }

    /** Rows of single keys that have so many on average. */
    private static double wholeRows(double rows, int place) {
        double fraction = rows - Math.floor(rows);
        return Math.floor(rows) + (place * GOLDEN % 1 < fraction ? 1 : 0);
    }

    private double entry(GinKeys.Group group, double rows) {
        double key = entry(group.width());
        return Math.ceil((isTree(group, rows) ? key : key + segments(rows)) / 8) * 8 + 4;
    }

    private boolean isTree(GinKeys.Group group, double rows) {
        return entry(group.width()) + segments(rows) > LARGEST_ENTRY;
    }

    private double entry(double keyWidth) {
        return Math.ceil((8 + (severalColumns ? 2 : 0) + keyWidth) / 8) * 8;
    }

    /** A posting list's bytes: for each address but the first of a segment the difference to the one before. */
    private double segments(double rows) {
        double bytes = Math.max(0, rows - 1) * difference(rows);
        return bytes + SEGMENT_HEADER * Math.max(1, Math.ceil(bytes / (SEGMENT - SEGMENT_HEADER)));
    }

    /** Bytes of a difference: 11 bits for the row on its page, then the pages in between, in groups of seven bits. */
    private double difference(double rows) {
        double share = Math.min(1, rows / tableRows);
        if (share >= 1) {
            return 1;
        }
        double noneOnPage = Math.pow(1 - share, rowsPerPage);
        double leavesPage = Math.min(1, (1 - noneOnPage) / (rowsPerPage * share));
        return 1
                + leavesPage
                + leavesPage * Math.pow(noneOnPage, 7)
                + leavesPage * Math.pow(noneOnPage, 1023)
                + leavesPage * Math.pow(noneOnPage, 131_071);
    }

    private double tree(double rows) {
        double pages = Math.ceil(segments(rows) / FULL_PAGE);
        double all = pages;
        while (pages > 1) {
            pages = Math.ceil(pages * POSTING_ITEM / DATA_ROOM);
            all += pages;
        }
        return all;
    }

    private double leaves(List<Double> entries) {
        double filled = 0;
        double pages = 1;
        double all = 0;
        for (double bytes : entries) {
            double own = bytes / growth(bytes);
            all += own;
            if (filled + own > PAGE_ROOM) {
                filled = filled / 2;
                pages++;
            } else {
                filled += own;
            }
        }
        return pages * spread(entries, all, pages);
    }

    /** How much an entry grows after the first batch, which has its share of the addresses. */
    private double growth(double bytes) {
        double fixed = 24;
        return batches <= 1 || bytes <= fixed ? 1 : bytes / (fixed + (bytes - fixed) / batches);
    }

    /** What later batches do to the pages of the first: they fill up, and then split again. */
    private double spread(List<Double> entries, double first, double pages) {
        double last = entries.stream().mapToDouble(d -> d).sum();
        double fill = Math.min(1, first / (pages * PAGE_ROOM)) * last / Math.max(1, first);
        double times = 1;
        while (fill / times > 1) {
            times *= 2;
        }
        return times;
    }

    private double inner(double leaves, List<GinKeys> columns) {
        double keys = Math.max(1, columns.stream().mapToDouble(GinKeys::keys).sum());
        double width = columns.stream()
                .flatMap(c -> c.groups().stream())
                .mapToDouble(g -> g.keys() * (entry(g.width()) + 4))
                .sum();
        double children = Math.max(2, PAGE_ROOM / 2.0 / (width / keys));
        double all = 0;
        for (double level = leaves; level > 1.5; ) {
            level = Math.ceil(level / children);
            all += level;
        }
        return all;
    }
}
