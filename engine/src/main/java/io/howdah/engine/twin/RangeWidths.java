package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the rows that a range of a column may hold.
 *
 * @param widths shares of the rows, 0 to 1
 * @param weights how likely each is; they sum to 1
 */
record RangeWidths(List<Double> widths, List<Double> weights) {

    /** Weights are for where nothing is known of the rows per call. */
    private static final RangeWidths USUAL =
            new RangeWidths(List.of(0.001, 0.01, 0.1, 0.5), List.of(0.2, 0.35, 0.3, 0.15));

    /** Of a range narrower than all of the usual ones. */
    private static final double NARROW_WEIGHT = 0.2;

    /** Ends of ranges on the safe side of the newest value: half of a hundredth of the rows lies above. */
    private static final double NEWEST = 0.995;

    /** Nodes that give other numbers of rows than the range holds. */
    private static final Set<String> REDUCING = Set.of("Limit", "Aggregate", "Group", "Unique", "SetOp");

    /**
     * The usual ones, and one as narrow as the rows of a call where those are fewer than they hold.
     *
     * @param plan of the statement without values; null where it is not known
     * @param rows of the table; not positive where they are not known
     */
    static RangeWidths of(Statement statement, @Nullable Plan plan, double rows) {
        double width = statement.rowsPerCall() / rows;
        boolean narrow = rows > 0 && width < USUAL.widths.getFirst();
        if (!narrow || plan == null || plan.nodes().stream().anyMatch(node -> REDUCING.contains(node.type()))) {
            return USUAL;
        }
        var widths = new ArrayList<>(List.of(width));
        widths.addAll(USUAL.widths);
        var weights = new ArrayList<>(List.of(NARROW_WEIGHT));
        USUAL.weights.forEach(weight -> weights.add(weight * (1 - NARROW_WEIGHT)));
        return new RangeWidths(widths, weights);
    }

    /**
     * The quantile at which one end of the range lies: one with both ends lies before the newest value; one with a lower end
     * reaches to it, one with an upper end begins at the oldest.
     */
    static double quantile(ParameterUse use, Collection<ParameterUse> uses, double width) {
        boolean lower = use.operator().startsWith(">");
        boolean both = uses.stream()
                .anyMatch(other -> Values.isRange(other)
                        && other.column().equals(use.column())
                        && other.operator().startsWith(">") != lower);
        if (both) {
            return lower ? Math.max(0, NEWEST - width) : NEWEST;
        }
        return lower ? 1 - width : width;
    }
}
