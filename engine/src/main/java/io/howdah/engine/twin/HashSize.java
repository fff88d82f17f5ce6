package io.howdah.engine.twin;

import java.util.List;
import java.util.SplittableRandom;

/**
 * How big a hash index is right after it was built: buckets as {@code _hash_init_metabuffer} allots them for the expected rows
 * (hashpage.c), split further while rows come in, and overflow pages where equal values crowd a bucket.
 */
final class HashSize {

    /** 8192 × 75 % ({@code HASH_DEFAULT_FILLFACTOR}), for tuples of 16 bytes and their line pointers. */
    private static final int FILL_FACTOR_ROWS = 8192 * 75 / 100 / 20;

    /** What a page holds: 8192 less a header of 24 and a special space of 16 bytes. */
    private static final int PAGE_ROWS = (8192 - 24 - 16) / 20;

    /** Up to 2^9 buckets they double at once; beyond, in four phases ({@code HASH_SPLITPOINT_PHASE_BITS}). */
    private static final int ONE_PHASE = 512;

    private static final int SAMPLED_BUCKETS = 5_000;

    private HashSize() {}

    /**
     * @param distinct different values among the rows
     * @param common rows of each of the most common values
     */
    static double pages(double rows, double distinct, List<Double> common) {
        double buckets = allotted(Math.floor(Math.max(2, rows / FILL_FACTOR_ROWS)));
        double used = Math.max(buckets, Math.ceil(rows / FILL_FACTOR_ROWS));
        double known = common.stream().mapToDouble(r -> r).sum();
        double crowded = common.stream().mapToDouble(HashSize::overflow).sum();
        double left = Math.max(0, rows - known);
        return 1
                + 1
                + allotted(used)
                + crowded
                + (left < 1 ? 0 : overflow(left, Math.max(1, Math.min(left, distinct - common.size())), used));
    }

    private static double allotted(double wanted) {
        double power = Math.pow(2, Math.ceil(Math.log(wanted) / Math.log(2) - 1e-9));
        if (power <= ONE_PHASE) {
            return power;
        }
        double quarter = power / 8;
        return power / 2 + Math.ceil((wanted - power / 2) / quarter) * quarter;
    }

    /** Values fall into buckets at random, each with all of its rows. */
    private static double overflow(double rows, double distinct, double buckets) {
        var random = new SplittableRandom(307);
        double each = rows / distinct;
        int sampled = (int) Math.min(buckets, SAMPLED_BUCKETS);
        double pages = 0;
        for (int bucket = 0; bucket < sampled; bucket++) {
            double inBucket = each * Draws.poisson(distinct / buckets, random);
            pages += overflow(inBucket);
        }
        return pages * buckets / sampled;
    }

    private static double overflow(double rowsInBucket) {
        return Math.max(0, Math.ceil((rowsInBucket - PAGE_ROWS) / PAGE_ROWS));
    }
}
