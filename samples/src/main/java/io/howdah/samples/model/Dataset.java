package io.howdah.samples.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which rows a sample is filled with: the same dataset gives the same rows to the byte.
 *
 * @param rows rows of the largest table; the other tables grow with it
 * @param now the end of the year that the rows tell of
 */
public record Dataset(long rows, long seed, Instant now) {

    /** The largest table never holds fewer rows, so that every statement of the workload finds some. */
    public static final long SMALLEST = 1_000;

    /** Beyond it the generator would want more memory than a laptop has. */
    public static final long LARGEST = 1_000_000_000L;

    public Dataset {
        if (rows < SMALLEST || rows > LARGEST) {
            throw new IllegalArgumentException(
                    "a sample holds from %,d to %,d rows, not %,d".formatted(SMALLEST, LARGEST, rows));
        }
        now = now.truncatedTo(ChronoUnit.MICROS);
    }
}
