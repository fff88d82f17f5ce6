package io.howdah.benchmarks;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a twin's plans agree with the original's, statement by statement. */
final class Faithful {

    private final List<Pair> pairs = new ArrayList<>();

    /** One statement planned on both; the twin's plan is null where it could not, and then there is a reason. */
    record Pair(String name, Plan original, @Nullable Plan twin, String reason) {

        boolean same() {
            return twin != null && twin.shape().equals(original.shape());
        }

        /** Relative to the original's cost; infinite where the twin has no plan. */
        double error() {
            return twin == null
                    ? Double.POSITIVE_INFINITY
                    : Math.abs(twin.cost() - original.cost()) / Math.max(original.cost(), 1e-9);
        }
    }

    void add(Pair pair) {
        pairs.add(pair);
    }

    /** One line of figures, then each statement that differs in shape or by more than the tolerance in cost. */
    void print(String title, double tolerance) {
        long same = pairs.stream().filter(Pair::same).count();
        long near = pairs.stream().filter(p -> p.error() <= tolerance).count();
        var errors = pairs.stream().map(Pair::error).sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-58s %3d of %3d the same plan, %3d within %.2f %% of the cost; error: median %.1e, largest %.1e%n",
                title,
                same,
                pairs.size(),
                near,
                100 * tolerance,
                errors.get(errors.size() / 2),
                errors.getLast());
        pairs.stream()
                .filter(p -> !p.same() || p.error() > tolerance)
                .sorted(Comparator.comparing(Pair::name))
                .forEach(Faithful::explain);
    }

    private static void explain(Pair pair) {
        var twin = pair.twin();
        if (twin == null) {
            System.out.printf("    %s: not planned: %s%n", pair.name(), pair.reason());
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "    %s: cost %.2f on the original, %.2f on the twin; %s%n",
                pair.name(),
                pair.original().cost(),
                twin.cost(),
                difference(pair.original().root(), twin.root()));
    }

    /** The deepest node at which the two part, the first one met. */
    private static String difference(PlanNode original, PlanNode twin) {
        if (!original.label().equals(twin.label())
                || original.children().size() != twin.children().size()) {
            return "[" + original.label() + "] against [" + twin.label() + "]";
        }
        for (int i = 0; i < original.children().size(); i++) {
            var below = difference(original.children().get(i), twin.children().get(i));
            if (!below.isEmpty()) {
                return below;
            }
        }
        boolean equal = near(original.totalCost(), twin.totalCost()) && near(original.rows(), twin.rows());
        return equal
                ? ""
                : String.format(
                        Locale.ROOT,
                        "same nodes, first apart: [%s] cost %.2f, %.2f; rows %.0f, %.0f",
                        original.label(),
                        original.totalCost(),
                        twin.totalCost(),
                        original.rows(),
                        twin.rows());
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) <= 1e-4 * Math.max(Math.abs(one), Math.abs(other));
    }
}
