package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far a twin's plans are those of its original.
 *
 * @param compared statements that both planned
 * @param notCompared the others
 */
public record Fidelity(List<Compared> compared, List<NotCompared> notCompared) {

    /**
     * A statement's two plans.
     *
     * @param reason why they differ, where that can be told; null where they do not, or nobody knows
     */
    public record Compared(
            Statement statement,
            String sql,
            Plan original,
            Plan twin,
            @Nullable String reason) {

        public boolean same() {
            return difference() == null;
        }

        /** The first node, parents before children, that is not the same on both; null where there is none. */
        public @Nullable Difference difference() {
            return difference(original.root(), twin.root());
        }

        private static @Nullable Difference difference(PlanNode original, PlanNode twin) {
            if (!original.label().equals(twin.label())
                    || original.children().size() != twin.children().size()) {
                return new Difference(original, twin);
            }
            for (int i = 0; i < original.children().size(); i++) {
                var below =
                        difference(original.children().get(i), twin.children().get(i));
                if (below != null) {
                    return below;
                }
            }
            return null;
        }

        /** How many times the twin's cost is the original's. */
        public double costRatio() {
            return ratio(original.cost(), twin.cost());
        }

        /** The same of the rows that come out of the plan's root. */
        public double rowRatio() {
            return ratio(original.root().rows(), twin.root().rows());
        }

        private static double ratio(double original, double twin) {
            return original == twin ? 1 : Math.max(twin, 1e-9) / Math.max(original, 1e-9);
        }
    }

    /** Nodes that stand in the same place and are not the same. */
    public record Difference(PlanNode original, PlanNode twin) {}

    /** A statement that one of them did not plan. */
    public record NotCompared(Statement statement, String reason) {}

    /** By what factor figures are apart, from 1 up, whichever is larger. */
    public record Spread(double median, double p95, double largest) {}

    public long same() {
        return compared.stream().filter(Compared::same).count();
    }

    /** Share of the compared statements that have the same plan node for node; 0 where none of them could be, 1 where there was none. */
    public double share() {
        if (compared.isEmpty()) {
            return notCompared.isEmpty() ? 1 : 0;
        }
        return (double) same() / compared.size();
    }

    public Spread costs() {
        return spread(Compared::costRatio);
    }

    public Spread rows() {
        return spread(Compared::rowRatio);
    }

    private Spread spread(ToDoubleFunction<Compared> ratio) {
        var sorted = compared.stream()
                .mapToDouble(ratio)
                .map(r -> Math.max(r, 1 / r))
                .boxed()
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.isEmpty()
                ? new Spread(1, 1, 1)
                : new Spread(at(sorted, 0.5), at(sorted, 0.95), sorted.get(sorted.size() - 1));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
