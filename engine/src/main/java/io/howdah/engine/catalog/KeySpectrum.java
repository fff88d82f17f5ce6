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

    /**
     * Different keys that came equally often.
     *
     * @param family keys of one origin, such as the values at one path of a document, which are equally varied; else empty
     * @param width of a key in bytes, with a header of one byte; 0 where nobody asked
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

    /** The same where all are taken to come by chance, as words do: rather too few than too many. */
    public static double unseen(double once, double twice, double share) {
        return unseen(once, twice, 0, share);
    }
}
