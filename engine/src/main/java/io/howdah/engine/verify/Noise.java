package io.howdah.engine.verify;

/**
 * What a difference must exceed to count as one.
 *
 * @param minimumCalls on each side; with fewer nothing is said
 * @param significance the chance that is accepted, over all statements together, of calling noise a difference
 * @param ratio how many times longer or shorter the calls must take: two windows on a busy machine differ by more than
 *     chance without any change, so significance alone is not enough
 * @param differenceMs how much longer or shorter, at the least
 */
public record Noise(long minimumCalls, double significance, double ratio, double differenceMs) {

    /** Ten calls, one in a hundred, a quarter, a twentieth of a millisecond. */
    public static final Noise DEFAULT = new Noise(10, 0.01, 1.25, 0.05);
}
