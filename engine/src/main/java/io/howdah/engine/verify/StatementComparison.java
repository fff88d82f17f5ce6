package io.howdah.engine.verify;

import org.jspecify.annotations.Nullable;

/**
 * One statement before and after.
 *
 * @param before null where it did not run before
 * @param after null where it did not run after
 * @param probability that chance alone would make a difference this large; NaN where there is too little to say
 */
public record StatementComparison(
        String statementId,
        String text,
        @Nullable Measured before,
        @Nullable Measured after,
        double probability,
        Trend trend) {

    /** What became of a statement. */
    public enum Trend {
        SLOWER,
        FASTER,
        SAME,
        /** Too few calls on one side or the other. */
        UNKNOWN
    }

    /** The mean after as a multiple of the mean before; NaN where one is missing. */
    public double ratio() {
        return before == null || after == null || before.meanMs() == 0 ? Double.NaN : after.meanMs() / before.meanMs();
    }

    /** What the change makes of the time of all calls that were made before, in milliseconds; negative is saved. */
    public double changeOfTotalMs() {
        return before == null || after == null ? 0 : before.calls() * (after.meanMs() - before.meanMs());
    }
}
