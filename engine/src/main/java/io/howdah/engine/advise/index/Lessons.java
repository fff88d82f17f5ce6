package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What trying indexes taught: which must not be proposed, and how long plans really take.
 *
 * @param refused indexes that must not be proposed
 * @param ratios time of a plan as a multiple of the time without the indexes that were tried
 * @param only where given, no others may be proposed
 */
public record Lessons(
        Set<IndexDefinition> refused,
        Map<Planned, Ratio> ratios,
        @Nullable Set<IndexDefinition> only) {

    /** Nothing was tried. */
    public static final Lessons NONE = new Lessons(Set.of(), Map.of(), null);

    /** From here on a statement counts as slower. */
    public static final double SLOWER = 1.05;

    /** A loss counts for so many gains: people notice what became slower. */
    public static final double DREAD = 10;

    /** The same, to choose among these alone. */
    public Lessons within(Set<IndexDefinition> kept) {
        return new Lessons(refused, ratios, Set.copyOf(kept));
    }

    /** Whether the index may be proposed. */
    public boolean permits(IndexDefinition index) {
        return !refused.contains(index) && (only == null || only.contains(index));
    }

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
