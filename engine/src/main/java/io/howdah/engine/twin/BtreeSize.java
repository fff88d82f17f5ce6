package io.howdah.engine.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How big a B-tree is right after it was built.
 *
 * <p>Follows {@code _bt_load} and {@code _bt_buildadd} of nbtsort.c (PostgreSQL 18) on a sample of index tuples: tuple =
 * 8-byte header (16 with nulls) and the aligned values, rounded up to 8; a 4-byte line pointer each; a page is full when its free
 * space falls under 100 minus the fill factor per cent, and its last item then moves on to the next page. Duplicates are
 * packed into posting lists of 6 bytes a row, of at most 812 bytes.
 */
final class BtreeSize {

    private static final int PAGE = 8192;
    private static final int LINE_POINTER = 4;

    /** What PageGetFreeSpace says of a page that has room for its high key's line pointer and nothing else. */
    private static final int ROOM = PAGE - 24 - 16 - 2 * LINE_POINTER;

    private static final int TID = 6;

    /** A row's address, aligned, as pivots keep it. */
    private static final int ADDRESS = 8;

    private static final int POSTING_LIMIT = 812;
    private static final int INNER_FREE = PAGE * 30 / 100;
    private static final int SAMPLE = 20_000;

    private final List<KeyColumn> columns;
    private final int keys;
    private final double rows;
    private final int leafFree;
    private final SplittableRandom random = new SplittableRandom(8192);

    /**
     * @param columns keys, then included columns
     * @param rows indexed rows
     */
    BtreeSize(List<KeyColumn> columns, int keys, double rows, int fillFactor) {
        this.columns = columns;
        this.keys = keys;
        this.rows = rows;
        this.leafFree = PAGE * (100 - fillFactor) / 100;
    }

    /** Pages in all, and the level of the root; -1 where there is no row and so no root. */
    record Estimate(long pages, int height) {}

    /** @param distinct different combinations of the keys' values */
    Estimate estimate(boolean deduplicated, double distinct) {
        if (rows < 1) {
            return new Estimate(1, 0);
        }
        double leaves = Math.max(1, deduplicated ? deduplicatedLeaves(distinct) : leaves(rows, 1));
        double pages = 1 + Math.ceil(leaves);
        double fanOut = BtreeHeight.fanOut(pivotBytes(deduplicated, distinct));
        int height = 0;
        for (double level = Math.ceil(leaves); level > 1; height++) {
            level = Math.ceil(level / fanOut);
            pages += level;
        }
        return new Estimate(Math.round(pages), height);
    }

    /** Common values and nulls of a single key by their own frequencies, all the rest by the average. */
    private double deduplicatedLeaves(double distinctKeys) {
        double left = rows;
        double distinct = distinctKeys;
        double leaves = 0;
        if (keys == 1) {
            var key = columns.get(0);
            var groups = new ArrayList<>(key.commonFrequencies());
            if (key.nullFraction() > 0) {
                groups.add(key.nullFraction());
            }
            for (double frequency : groups) {
                leaves += leaves(frequency * rows, frequency * rows);
                left -= frequency * rows;
                distinct--;
            }
        }
        if (left < 1) {
            return leaves;
        }
        return leaves + leaves(left, Math.max(1, left / Math.max(1, distinct)));
    }

    /** Leaves for so many rows whose keys come so many times each on average; a part of one where they do not fill it. */
    private double leaves(double count, double timesEach) {
        var leaf = new Leaf(leafFree);
        double limit = Math.min(count, timesEach > 1 ? SAMPLE * 200.0 : SAMPLE);
        double seen = 0;
        double rowsOnFullPages = 0;
        for (int draw = 0; limit - seen >= 1; draw++) {
            int base = tupleBytes(draw);
            for (double left = Math.min(group(timesEach), count - seen); left >= 1; ) {
                int tids = (int) Math.min(left, postingRows(base));
                int bytes = tids == 1 ? base : KeyColumn.aligned(base + tids * TID, 8);
                if (!leaf.add(bytes, bytes - base)) {
                    rowsOnFullPages = seen;
                }
                seen += tids;
                left -= tids;
            }
        }
        return leaf.full < 2 ? leaf.filled() * count / Math.max(1, seen) : leaf.full * count / rowsOnFullPages;
    }

    private static int postingRows(int base) {
        return Math.max(1, (POSTING_LIMIT / 8 * 8 - base) / TID);
    }

    /** How often a key comes: spread as by chance around the average, at least once. */
    private double group(double average) {
        if (average <= 1) {
            return 1;
        }
        if (average > 30) {
            return Math.max(1, Math.round(average + Math.sqrt(average) * random.nextGaussian()));
        }
        double lambda = rate(average);
        while (true) {
            int times = poisson(lambda);
            if (times > 0) {
                return times;
            }
        }
    }

    /** The rate at which a Poisson variable that is never zero has this mean. */
    private static double rate(double mean) {
        double rate = mean;
        for (int i = 0; i < 30; i++) {
            rate = mean * (1 - Math.exp(-rate));
        }
        return Math.max(rate, 1e-3);
    }

    private int poisson(double lambda) {
        double limit = Math.exp(-lambda);
        int times = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            times++;
        }
        return times;
    }

    private int tupleBytes(int draw) {
        return tupleBytes(draw, columns);
    }

    private static int tupleBytes(int draw, List<KeyColumn> columns) {
        boolean nulls = false;
        int offset = 0;
        for (int i = 0; i < columns.size(); i++) {
            int own = Math.floorMod(draw * (2 * i + 1) + i, 1_000_000);
            if (columns.get(i).isNull(own)) {
                nulls = true;
            } else {
                offset = columns.get(i).after(offset, own);
            }
        }
        return KeyColumn.aligned((nulls ? 16 : 8) + offset, 8);
    }

    /**
     * Pivots keep the leading keys that tell two neighbouring tuples apart, and the row's address where none does. Pages begin
     * anywhere, so each length is as frequent as neighbours that it suffices for.
     */
    private double pivotBytes(boolean deduplicated, double distinct) {
        double tuples = deduplicated ? Math.max(distinct, rows / postingRows(tupleBytes(0))) : rows;
        double product = 1;
        double apart = 0;
        double bytes = 0;
        for (int kept = 1; kept <= keys; kept++) {
            product *= Math.max(1, columns.get(kept - 1).distinct());
            double share = Math.min(1, Math.min(product, distinct) / tuples);
            bytes += Math.max(0, share - apart) * averageBytes(kept);
            apart = Math.max(apart, share);
        }
        return bytes + (1 - apart) * (averageBytes(keys) + ADDRESS);
    }

    private double averageBytes(int kept) {
        double sum = 0;
        for (int draw = 0; draw < 100; draw++) {
            sum += tupleBytes(draw, columns.subList(0, kept));
        }
        return sum / 100;
    }

    static double innerRoom() {
        return ROOM - INNER_FREE;
    }

    /** The leaf that is being filled, and how many were filled before it. */
    private static final class Leaf {

        private final int wantedFree;
        private int free = ROOM;
        private int last;
        private int lastTruncated;
        private int items;
        private int full;

        Leaf(int wantedFree) {
            this.wantedFree = wantedFree;
        }

        /** Adds an item; false where it had to begin a new page, which starts with the last item of the page before. */
        boolean add(int bytes, int truncated) {
            boolean fits = free >= bytes + 8 && (free + lastTruncated >= wantedFree || items < 2);
            if (!fits) {
                free = ROOM - last - LINE_POINTER;
                items = 1;
                full++;
            }
            free -= bytes + LINE_POINTER;
            items++;
            last = bytes;
            lastTruncated = truncated;
            return fits;
        }

        double filled() {
            return full + (double) (ROOM - free) / (ROOM - wantedFree);
        }
    }
}
