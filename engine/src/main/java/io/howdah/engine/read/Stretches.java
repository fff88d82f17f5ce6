package io.howdah.engine.read;

import io.howdah.engine.catalog.Relation;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Short runs of neighbouring blocks, spread over a table; the whole table as one run where that is not more.
 *
 * @param blocks of the table
 * @param count of the runs
 * @param length of each, in blocks
 * @param every which of the rows there are taken: one of so many
 */
record Stretches(long blocks, int count, long length, long every) {

    private static final int BLOCK = 8192;
    private static final int LENGTH = 8;
    private static final int SHORT = 2;
    private static final int FEWEST = 8;
    private static final int MOST = 256;
    private static final long SEED = 8192;

    /** As many as hold about so many rows, within bounds: 64 to 2,048 blocks. */
    static Stretches of(Relation table, double rows) {
        long blocks = Math.max(1, table.heapBytes() / BLOCK);
        double rowsPerBlock = Math.max(1, table.estimatedRows() / blocks);
        int count = (int) Math.clamp(Math.ceil(rows / rowsPerBlock / LENGTH), FEWEST, MOST);
        return (long) count * LENGTH >= blocks
                ? new Stretches(blocks, 1, blocks, 1)
                : new Stretches(blocks, count, LENGTH, 1);
    }

    /** As many blocks as may be, in short runs, and of the rows there so many, about: nearer to rows drawn from all of the table. */
    static Stretches thin(Relation table, double rows) {
        long blocks = Math.max(1, table.heapBytes() / BLOCK);
        long seen = Math.min(blocks, MOST * LENGTH);
        long every = Math.max(1, (long) (table.estimatedRows() * seen / blocks / rows));
        return seen == blocks
                ? new Stretches(blocks, 1, blocks, every)
                : new Stretches(blocks, MOST * LENGTH / SHORT, SHORT, every);
    }

    /** Share of the table's blocks, above 0 to 1. */
    double share() {
        return Math.min(1, (double) count * length / blocks);
    }

    /** The same where a key that the first of so many rows of a stretch has does not count. */
    double shareWithoutFirst(double rows) {
        return count == 1 ? share() : share() * Math.max(0.5, 1 - count / rows);
    }

    /**
     * A FROM clause with the rows of the stretches.
     *
     * @param columns what is wanted of each row; {@code stretch} is its stretch, 0 the one that begins the table
     */
    String rows(Relation table, String columns) {
        var starts = starts().mapToObj(String::valueOf).collect(Collectors.joining(","));
        return "unnest('{" + starts + "}'::bigint[]) stretch CROSS JOIN LATERAL (SELECT " + columns + " FROM ONLY "
                + table.name().quoted() + " WHERE ctid >= ('(' || stretch || ',0)')::tid AND ctid < ('(' || stretch + "
                + length + " || ',0)')::tid" + everyNth() + " OFFSET 0) r";
    }

    private String everyNth() {
        var place = "(ctid::text::point)";
        return every == 1 ? "" : " AND (" + place + "[0]::bigint + " + place + "[1]::bigint) % " + every + " = 0";
    }

    /** One at random in each of as many equal parts of the table, always the same ones. */
    private LongStream starts() {
        var random = new SplittableRandom(SEED);
        return IntStream.range(0, count).mapToLong(i -> {
            long from = i * blocks / count;
            long room = Math.max(0, (i + 1) * blocks / count - length - from);
            return from + (i == 0 ? 0 : random.nextLong(room + 1));
        });
    }
}
