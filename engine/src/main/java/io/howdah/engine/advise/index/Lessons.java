package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import java.util.Map;
import java.util.Set;

/**
 * What trying indexes taught: which must not be proposed, and how long plans really take.
 *
 * @param refused indexes that must not be proposed
 * @param ratios time of a plan as a multiple of the time without the indexes that were tried
 */
public record Lessons(Set<IndexDefinition> refused, Map<Planned, Ratio> ratios) {

    /** Nothing was tried. */
    public static final Lessons NONE = new Lessons(Set.of(), Map.of());

    /** From here on a statement counts as slower. */
    public static final double SLOWER = 1.05;

    /** A loss counts for so many gains: people notice what became slower. */
    public static final double DREAD = 10;

    /**
     * A plan of a statement.
     *
     * @param shape with indexes as they are defined in place of their names
     */
    public record Planned(String sql, String shape) {}

    /**
     * How a plan's time compares.
     *
     * @param atMost whether it may be less, since the statement was stopped without the indexes
     */
    public record Ratio(double value, boolean atMost) {}

    /**
     * What to reckon with in place of the planner's cost of a plan.
     *
     * @param without the planner's cost without the indexes
     */
    double cost(Planned planned, double without, double cost) {
        var ratio = ratios.get(planned);
        if (ratio == null) {
            return cost;
        }
        if (ratio.atMost()) {
            return Math.min(cost, without * ratio.value());
        }
        return without * (ratio.value() > SLOWER ? 1 + DREAD * (ratio.value() - 1) : ratio.value());
    }
}
