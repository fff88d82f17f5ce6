package io.howdah.engine.prove;

import java.util.List;

/** What running both forms showed. */
public sealed interface Outcome {

    /**
     * The same rows with all values tried.
     *
     * @param timings of each trial, in their order
     */
    record SameRows(List<Timing> timings) implements Outcome {

        /** Time before and after, each trial by its share of the calls. */
        public Timing whole() {
            double shares = timings.stream().mapToDouble(Timing::share).sum();
            double before =
                    timings.stream().mapToDouble(t -> t.share() * t.beforeMs()).sum();
            double after =
                    timings.stream().mapToDouble(t -> t.share() * t.afterMs()).sum();
            long rows = timings.stream().mapToLong(Timing::rows).max().orElse(0);
            return new Timing(shares, before / shares, after / shares, rows);
        }

        /** Whether the other form takes at most nine tenths of the time, and is with no values slower by more than that. */
        public boolean isFaster() {
            return whole().afterMs() <= FASTER * whole().beforeMs() && isAsFast();
        }

        /** Whether the other form is with no values slower by more than two runs of one statement differ by. */
        public boolean isAsFast() {
            return timings.stream().allMatch(t -> t.afterMs() * FASTER <= t.beforeMs() + SLACK_MS);
        }
    }

    /** Less is within what two runs of the same statement differ by. */
    double FASTER = 0.9;

    /** A difference that nobody feels. */
    double SLACK_MS = 0.2;

    /** Other rows came; the other form must not take its place. */
    record OtherRows(String difference) implements Outcome {}

    /** It was not run to the end. */
    record NotRun(String reason) implements Outcome {}

    /**
     * Medians of planning and execution on the server, in milliseconds.
     *
     * @param rows that came
     */
    record Timing(double share, double beforeMs, double afterMs, long rows) {}
}
