package io.howdah.engine.apply.batch;

import java.time.Duration;

/**
 * How many rows the next batch has, so that it takes the time that it may take: grows to the double at most, and shrinks at once.
 */
final class BatchSize {

    private static final long FIRST = 500;

    /** Rows that need no work are passed quickly; the first batch that meets rows that do is to be bearable still. */
    private static final long MOST = 5_000;

    /**
     * What a batch takes whatever its rows is a large part of what so few take. Fewer would not be much quicker on a busy server,
     * and the work would never end; so they may take longer, though not as long as to be noticed.
     */
    private static final long FEW = 50;

    private static final double MAY_TAKE = 4;

    private final double target;
    private long rows = FIRST;

    /** @param target how long a batch may take */
    BatchSize(Duration target) {
        this.target = target.toNanos();
    }

    long rows() {
        return rows;
    }

    /** A batch that had less to do than it might have had says nothing of what a full one would take. */
    void took(Duration time, long done) {
        double factor = target / Math.max(1, time.toNanos());
        if (factor >= 1 && done < rows / 2) {
            return;
        }
        long least = factor * MAY_TAKE < 1 ? 1 : Math.min(rows, FEW);
        rows = Math.clamp((long) (rows * Math.min(2, factor)), least, MOST);
    }

    void halve() {
        rows = Math.max(1, rows / 2);
    }
}
