package io.howdah.engine.verify;

/**
 * Welch's test on the logarithms of two means, two-sided, for windows of which only mean and deviation are known.
 *
 * <p>The variance of a mean's logarithm is, by the delta method, the squared coefficient of variation divided by the number
 * of calls; the degrees of freedom are Welch's and Satterthwaite's.
 */
final class MeanTest {

    /** Calls never take exactly as long as each other; a deviation of nothing is a rounded one. */
    private static final double LEAST_VARIATION = 0.01;

    private MeanTest() {}

    static double probability(Measured before, Measured after) {
        if (before.meanMs() <= 0 || after.meanMs() <= 0) {
            return 1;
        }
        double v1 = variance(before);
        double v2 = variance(after);
        double t = Math.log(after.meanMs() / before.meanMs()) / Math.sqrt(v1 + v2);
        double freedom = (v1 + v2) * (v1 + v2) / (v1 * v1 / (before.calls() - 1) + v2 * v2 / (after.calls() - 1));
        return Distributions.studentTwoSided(Math.abs(t), freedom);
    }

    private static double variance(Measured measured) {
        double variation = Math.max(measured.stddevMs() / measured.meanMs(), LEAST_VARIATION);
        return variation * variation / measured.calls();
    }
}
