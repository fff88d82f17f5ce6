package io.howdah.samples.drive;

import java.time.Duration;

/**
 * A call that took so much longer than usual that somebody would have noticed.
 *
 * @param usualMs the statement's 99th percentile in the run that it is compared with
 */
public record Stall(String statement, Duration at, double ms, double usualMs) {

    /** A call this much above its statement's usual 99th percentile is a stall. */
    public static final double NOTICED_MS = 200;

    public double excessMs() {
        return ms - usualMs;
    }
}
