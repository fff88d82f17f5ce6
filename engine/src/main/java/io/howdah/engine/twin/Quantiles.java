package io.howdah.engine.twin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of a column's rows, from its most common values and the bounds of its histogram, which leaves these out.
 *
 * <p>Values are ordered as numbers where all of them are numbers, else by their text, as days and times are in the server's output.
 */
final class Quantiles {

    private final List<Step> steps = new ArrayList<>();

    /**
     * Rows from one value to the next, or of one value.
     *
     * @param weight share of the rows
     */
    private record Step(String low, String high, double weight) {}

    /**
     * @param frequencies of the common values
     * @param rest share of the rows that the histogram tells of
     */
    Quantiles(List<String> common, List<Double> frequencies, List<String> bounds, double rest) {
        for (int i = 0; i < Math.min(common.size(), frequencies.size()); i++) {
            steps.add(new Step(common.get(i), common.get(i), frequencies.get(i)));
        }
        for (int i = 0; i + 1 < bounds.size(); i++) {
            steps.add(new Step(bounds.get(i), bounds.get(i + 1), Math.max(0, rest) / (bounds.size() - 1)));
        }
        steps.sort(Comparator.comparing(Step::high, order()).thenComparing(Step::low, order()));
    }

    private Comparator<String> order() {
        boolean numbers = steps.stream().allMatch(s -> isNumber(s.low()) && isNumber(s.high()));
        return numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
    }

    private static boolean isNumber(String text) {
        try {
            return !Double.isNaN(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Two values between which so large a share of the rows lies below, and how far on from the first to the second. */
    @Nullable
    Between at(double share) {
        double left = Math.clamp(share, 0, 1)
                * steps.stream().mapToDouble(Step::weight).sum();
        for (var step : steps) {
            if (left <= step.weight()) {
                return new Between(step.low(), step.high(), step.weight() > 0 ? left / step.weight() : 0);
            }
            left -= step.weight();
        }
        return steps.isEmpty()
                ? null
                : new Between(steps.getLast().high(), steps.getLast().high(), 0);
    }

    /** A place between two values. */
    record Between(String low, String high, double fraction) {

        String nearest() {
            return fraction < 0.5 ? low : high;
        }
    }
}
