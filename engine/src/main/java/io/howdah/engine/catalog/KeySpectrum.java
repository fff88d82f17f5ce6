package io.howdah.engine.catalog;

import java.util.List;

/**
 * How often different keys came in a part of a table: of whole values, on how many stretches of neighbouring blocks; of keys taken
 * out of values, in how many rows.
 *
 * @param rows that were looked at
 * @param share of the table that they are, above 0 to 1
 */
public record KeySpectrum(double rows, double share, List<Seen> seen) {

    /** Nearer to the ends of its range a parameter makes no difference. */
    private static final double LEAST_SCALE = 1e-3;

    /**
     * Different keys that came equally often.
     *
     * @param family keys of one origin, such as the values at one path of a document, which are equally varied; else empty
     * @param width of a key in bytes, with a header of one byte, on average; all lie between the same two multiples of 8; 0 where
     *     nobody asked
     */
    public record Seen(String family, long times, long keys, double width) {}

    /**
     * Different keys among so many rows. A number that is above a tenth of the rows grows with them, as ANALYZE takes it to.
     */
    public double distinct(double tableRows) {
        double different = seen.stream().mapToDouble(Seen::keys).sum();
        double all = different + unseen(keysSeen(1), keysSeen(2), keysSeen(3), share);
        double now = rows / share;
        double then = all > now / 10 ? all * tableRows / Math.max(1, now) : all;
        return Math.max(1, Math.min(then, tableRows));
    }

    /**
     * Different keys in the whole table as ANALYZE would estimate them (Haas and Stokes, analyze.c), if each run of blocks gave it
     * one row of a key.
     */
    public double distinctAsAnalyzed() {
        double n = seen.stream().mapToDouble(s -> s.times() * s.keys()).sum();
        double different = seen.stream().mapToDouble(Seen::keys).sum();
        double once = keysSeen(1);
        return Math.max(different, n * different / Math.max(1e-9, n - once + once * share));
    }

    private double keysSeen(long times) {
        return seen.stream()
                .filter(s -> s.times() == times)
                .mapToDouble(Seen::keys)
                .sum();
    }

    /**
     * How many keys there are in the rest of the table that were not seen.
     *
     * <p>Those seen are taken for a mixture: some come once in the whole table, or lie together, and others come by chance, equally
     * often on average. The rate of these shows in how many of them were seen three times rather than twice, and from it follows
     * how many of those seen once belong to them.
     *
     * @param once keys seen once, twice and three times
     * @param share of all that was looked at
     */
    public static double unseen(double once, double twice, double thrice, double share) {
        if (share >= 1 || once <= 0) {
            return 0;
        }
        double more = (1 - share) / share;
        if (twice <= 0) {
            return once * more;
        }
        double rate = Math.max(2 * twice / once, 3 * thrice / twice);
        double byChance = Math.min(once, 2 * twice / rate);
        return (once - byChance) * more + byChance / rate * (1 - Math.exp(-rate * more));
    }

    /**
     * The same of words and other parts of values, the mean of two models of which one is too low and the other too high where
     * words grow in number as Heaps' law says: that some come once only, and that all come by chance. Of those seen three times as
     * many are counted as there are for sure, so that chance does not make keys.
     *
     * @param seen keys seen once, twice, three and four times
     */
    public static double unseenParts(double[] seen, double share) {
        double thrice = seen[2] - Math.sqrt(seen[2]);
        double[] sure = {seen[0], seen[1], thrice, seen[3]};
        return (unseen(seen[0], seen[1], thrice, share) + unseenByChance(sure, share)) / 2;
    }

    /**
     * All come by chance, at rates that follow a gamma distribution (Fisher, Corbet and Williams; extended by Engen): how the
     * number of those seen once would change with the share follows from those seen twice and three times. Where more were seen
     * four times than three, these belong to common ones, and the others are taken to be equally rare.
     */
    private static double unseenByChance(double[] seen, double share) {
        double once = seen[0];
        if (share >= 1 || once <= 0) {
            return 0;
        }
        double second = 2 * seen[1] / once;
        double third = seen[1] <= 0 ? 0 : 3 * seen[2] / seen[1];
        double scale = seen[3] > seen[2] ? LEAST_SCALE : Math.clamp(third - second, LEAST_SCALE, 1 - LEAST_SCALE);
        double shape = second / scale - 1;
        double rate = scale / (1 - scale);
        double now = Math.log1p(rate);
        double then = Math.log1p(rate / share);
        double grown =
                Math.abs(shape) < LEAST_SCALE ? then - now : (Math.exp(-shape * now) - Math.exp(-shape * then)) / shape;
        return once * Math.exp((shape + 1) * now) * grown / rate;
    }
}
