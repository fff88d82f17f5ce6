package io.howdah.engine.catalog;

import java.util.OptionalDouble;

/**
 * What ANALYZE saw of a table: a sample of rows out of a sample of its blocks, as many blocks as rows at most
 * ({@code acquire_sample_rows} in analyze.c).
 *
 * <p>It estimates {@code n_distinct} (Haas and Stokes) as if the rows came from all blocks. Where equal values lie next to each
 * other, their repetitions come from the blocks that were read, so the number is too small by about the share of blocks read. As
 * it is known how many were, that can be turned around.
 *
 * @param rows of the table
 * @param blocks of the table
 * @param sampled rows that were sampled, and blocks at most
 */
public record BlockSample(double rows, double blocks, double sampled) {

    /** {@code minrows} of {@code std_typanalyze}: rows for each unit of the statistics target. */
    private static final int ROWS_OF_TARGET = 300;

    private static final int USUAL_TARGET = 100;

    /** n_distinct is a share of the rows from here on, as in {@code compute_scalar_stats}. */
    private static final double STATED_AS_SHARE = 0.1;

    private static final int STEPS = 60;

    public static BlockSample of(Catalog catalog, Relation table) {
        int usual = catalog.setting("default_statistics_target")
                .map(s -> Integer.parseInt(s.value()))
                .orElse(USUAL_TARGET);
        int most = table.columns().stream()
                .map(Column::statisticsTarget)
                .mapToInt(target -> target == null || target < 0 ? usual : target)
                .max()
                .orElse(usual);
        return new BlockSample(Math.max(0, table.tuples()), table.pages(), (double) ROWS_OF_TARGET * most);
    }

    /** Whether ANALYZE left blocks out. */
    public boolean isPart() {
        return blocks > sampled && rows > sampled;
    }

    /**
     * Distinct values, if equal ones lie next to each other; empty where ANALYZE cannot have gone wrong, as values come so often
     * that they fill blocks or are all different.
     */
    public OptionalDouble clustered(ColumnStatistics statistics) {
        double there = 1 - statistics.nullFraction();
        double all = rows * there;
        double stated = statistics.distinctAmong(rows);
        double most = Math.max(1, rows / blocks / 2);
        if (!isPart() || stated >= all || estimate(most, there) >= stated) {
            return OptionalDouble.empty();
        }
        double low = 1;
        double high = most;
        for (int i = 0; i < STEPS; i++) {
            double middle = (low + high) / 2;
            if (estimate(middle, there) > stated) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(all / low);
    }

    /** What ANALYZE makes of values that come so many times each, next to each other. */
    private double estimate(double times, double there) {
        double all = rows * there;
        double n = sampled * there;
        double read = all * sampled / blocks;
        double share = Math.min(1, n / read);
        double different = read / times * (1 - Math.pow(1 - share, times));
        double once = n * Math.pow(1 - share, times - 1);
        return n * different / (n - once + once * n / all);
    }

    /** A number of distinct values in the form of {@code n_distinct}. */
    public double stated(double distinct) {
        return distinct > STATED_AS_SHARE * rows ? -Math.min(1, distinct / rows) : Math.rint(distinct);
    }
}
