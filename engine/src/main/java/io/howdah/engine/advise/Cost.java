package io.howdah.engine.advise;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;

/**
 * What a finding costs today; what it risks is its severity.
 *
 * @param timeShare share of the workload's time, from 0 to 1
 * @param bytes disk or memory spent without need
 */
public record Cost(double timeShare, long bytes) {

    /** Nothing that could be measured. */
    public static final Cost NONE = new Cost(0, 0);

    /** Dearest first: time before bytes. */
    static final Comparator<Cost> DEAREST_FIRST = comparingDouble(Cost::timeShare)
            .reversed()
            .thenComparing(comparingLong(Cost::bytes).reversed());

    public static Cost ofTime(double share) {
        return new Cost(share, 0);
    }

    public static Cost ofBytes(long bytes) {
        return new Cost(0, bytes);
    }
}
