package io.howdah.engine.apply.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a step is that works in batches.
 *
 * @param rows done so far, by all runs of the step
 * @param expected rows in all, as estimated by the server; 0 where it does not know
 * @param perSecond rows in a second, lately
 * @param slowedBy what makes it go slower than it could; null where nothing does
 */
public record BatchProgress(
        long rows,
        long expected,
        double perSecond,
        @Nullable String slowedBy) {

    /** Between 0 and 1; not a number where it is not known. */
    public double fraction() {
        return expected <= 0 ? Double.NaN : Math.min(1, (double) rows / expected);
    }

    /** At the present speed; null where it cannot be told. */
    public @Nullable Duration remaining() {
        if (expected <= 0 || perSecond <= 0) {
            return null;
        }
        return Duration.ofMillis(Math.round(1000 * Math.max(0, expected - rows) / perSecond));
    }
}
