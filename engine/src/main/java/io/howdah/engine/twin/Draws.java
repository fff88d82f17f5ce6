package io.howdah.engine.twin;

import java.util.SplittableRandom;

/** Random numbers for the models of sizes, from generators with fixed seeds. */
final class Draws {

    /** From here on the normal distribution is near enough. */
    private static final double MANY = 50;

    private Draws() {}

    static double poisson(double mean, SplittableRandom random) {
        if (mean > MANY) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int times = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            times++;
        }
        return times;
    }
}
