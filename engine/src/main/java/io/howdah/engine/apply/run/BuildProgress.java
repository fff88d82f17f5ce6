package io.howdah.engine.apply.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a statement is, from pg_stat_progress_create_index.
 *
 * @param phase as the server calls it; null for statements that the server shows no progress of
 * @param elapsed since the statement began
 * @param waited how much of that was spent waiting for others
 * @param waitsFor whom it waits for now
 */
public record BuildProgress(
        @Nullable String phase,
        long blocksDone,
        long blocksTotal,
        long tuplesDone,
        long tuplesTotal,
        Duration elapsed,
        Duration waited,
        List<Blocker> waitsFor) {

    /**
     * The share of the whole work, in hundredths, that is done when a phase begins, and what the phase itself adds.
     * Rough on purpose, from builds of B-trees on tables that fit into memory; it only feeds the estimate.
     */
    private static final Map<String, int[]> SHARES = Map.of(
            "building index: scanning table", new int[] {0, 45},
            "building index: sorting live tuples", new int[] {45, 0},
            "building index: loading tuples in tree", new int[] {50, 20},
            "building index", new int[] {0, 70},
            "index validation: scanning index", new int[] {70, 8},
            "index validation: sorting tuples", new int[] {78, 0},
            "index validation: scanning table", new int[] {80, 20});

    /** The estimated share of the work that is done, 0 to 1; null where nothing is known. */
    public @Nullable Double fraction() {
        if (phase == null) {
            return null;
        }
        var share = SHARES.get(phase);
        if (share == null) {
            return phase.contains("before validation") ? Double.valueOf(0.7) : null;
        }
        return (share[0] + share[1] * withinPhase()) / 100;
    }

    /** The estimated time that remains if nobody is waited for; null where too little is known. */
    public @Nullable Duration remaining() {
        var done = fraction();
        if (done == null || done < 0.05 || !waitsFor.isEmpty()) {
            return null;
        }
        var worked = elapsed.minus(waited).toMillis();
        return Duration.ofMillis(Math.round(worked * (1 - done) / done));
    }

    private double withinPhase() {
        if (tuplesTotal > 0) {
            return Math.min(1, (double) tuplesDone / tuplesTotal);
        }
        return blocksTotal > 0 ? Math.min(1, (double) blocksDone / blocksTotal) : 0;
    }
}
