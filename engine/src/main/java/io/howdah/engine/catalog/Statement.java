package io.howdah.engine.catalog;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the workload.
 *
 * @param id the server's {@code queryid} in decimal, or a fingerprint where there is none
 * @param text normalised: constants replaced by {@code $n}, where it came from pg_stat_statements; else as given
 * @param samples texts of the same statement as they were really sent (constants in place, driver-bound parameters as
 *     {@code $n}), from pg_stat_activity, logs or files; distinct, most frequent first; empty where none was seen
 * @param calls how often it ran in the window, or its weight
 * @param totalMs execution time in milliseconds over all calls; 0 where it is not known
 * @param counters what else was counted; null where it came from a file
 * @param callers the roles that ran it, the one with most calls first; empty where they are not known
 */
public record Statement(
        String id,
        String text,
        List<Sample> samples,
        double calls,
        double totalMs,
        @Nullable Counters counters,
        List<Caller> callers) {

    public Statement {
        // a file of an earlier release has none
        callers = Objects.requireNonNullElse(callers, List.of());
    }

    /** A statement of which it is not known who ran it. */
    public Statement(
            String id, String text, List<Sample> samples, double calls, double totalMs, @Nullable Counters counters) {
        this(id, text, samples, calls, totalMs, counters, List.of());
    }

    public double meanMs() {
        return calls == 0 ? 0 : totalMs / calls;
    }

    /**
     * What ran between an earlier reading of the same statement and this one. Where the counters went down they were reset in
     * between, or the entry was evicted and came back: then this reading is all that is known.
     */
    public Statement minus(Statement earlier) {
        double callsBetween = calls - earlier.calls;
        double msBetween = totalMs - earlier.totalMs;
        if (callsBetween < 0 || msBetween < 0) {
            return this;
        }
        if (callsBetween == 0 || counters == null || earlier.counters == null) {
            return new Statement(id, text, samples, callsBetween, msBetween, null, callers);
        }
        var between =
                counters.minus(earlier.counters, callsBetween, squares() - earlier.squares(), msBetween / callsBetween);
        return new Statement(id, text, samples, callsBetween, msBetween, between, callers);
    }

    /** Sum of the squares of the times of all calls. */
    private double squares() {
        double deviation = counters == null ? 0 : counters.stddevMs();
        return calls * (deviation * deviation + meanMs() * meanMs());
    }

    public Statement withSamples(List<Sample> seen) {
        return new Statement(id, text, seen, calls, totalMs, counters, callers);
    }

    /** Rows returned or changed by one call, where they were counted; else NaN. */
    public double rowsPerCall() {
        return counters == null || calls == 0 ? Double.NaN : counters.rows() / calls;
    }

    /**
     * A role that ran the statement.
     *
     * @param calls how often, since counting began
     */
    public record Caller(String role, double calls) {}

    /**
     * A text as it was really sent.
     *
     * @param parameters values of {@code $1}, {@code $2} … as text, where a log showed them; else empty
     * @param seen how often it was seen
     */
    public record Sample(String text, List<@Nullable String> parameters, int seen) {}

    /**
     * Counters of pg_stat_statements over all calls; blocks of 8 kB.
     *
     * @param planMs time spent on planning; 0 where {@code pg_stat_statements.track_planning} is off
     * @param jitMs time spent on just-in-time compilation, part of the execution; 0 before 15
     */
    public record Counters(
            double rows,
            double minMs,
            double maxMs,
            double stddevMs,
            double sharedBlocksHit,
            double sharedBlocksRead,
            double sharedBlocksDirtied,
            double tempBlocksRead,
            double tempBlocksWritten,
            double walBytes,
            double planMs,
            double jitMs) {

        /** Counters of a server that times neither planning nor compilation. */
        public Counters(
                double rows,
                double minMs,
                double maxMs,
                double stddevMs,
                double sharedBlocksHit,
                double sharedBlocksRead,
                double sharedBlocksDirtied,
                double tempBlocksRead,
                double tempBlocksWritten,
                double walBytes) {
            this(
                    rows,
                    minMs,
                    maxMs,
                    stddevMs,
                    sharedBlocksHit,
                    sharedBlocksRead,
                    sharedBlocksDirtied,
                    tempBlocksRead,
                    tempBlocksWritten,
                    walBytes,
                    0,
                    0);
        }

        /**
         * What was counted between two moments. Deviations are taken apart as sums of squares; minimum and maximum cannot be
         * and stay those since counting began.
         */
        Counters minus(Counters earlier, double callsBetween, double squaresBetween, double meanBetween) {
            return new Counters(
                    rows - earlier.rows,
                    minMs,
                    maxMs,
                    Math.sqrt(Math.max(0, squaresBetween / callsBetween - meanBetween * meanBetween)),
                    sharedBlocksHit - earlier.sharedBlocksHit,
                    sharedBlocksRead - earlier.sharedBlocksRead,
                    sharedBlocksDirtied - earlier.sharedBlocksDirtied,
                    tempBlocksRead - earlier.tempBlocksRead,
                    tempBlocksWritten - earlier.tempBlocksWritten,
                    walBytes - earlier.walBytes,
                    planMs - earlier.planMs,
                    jitMs - earlier.jitMs);
        }
    }
}
