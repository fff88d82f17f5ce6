package io.howdah.samples.data;

import java.util.Arrays;

/** Draws ranks 0 to n - 1 where rank k is drawn in proportion to 1 / (k + 1)^exponent. */
public final class Zipf {

    private final double[] cumulative;

    public Zipf(int size, double exponent) {
        cumulative = new double[size];
        var sum = 0.0;
        for (int rank = 0; rank < size; rank++) {
            sum += Math.pow(rank + 1.0, -exponent);
            cumulative[rank] = sum;
        }
    }

    /** The rank that an even draw from 0 to 1 falls on. */
    public int rank(double unit) {
        var found = Arrays.binarySearch(cumulative, unit * cumulative[cumulative.length - 1]);
        return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
    }

    /** The share of all draws that fall on one rank. */
    public double share(int rank) {
        var below = rank == 0 ? 0 : cumulative[rank - 1];
        return (cumulative[rank] - below) / cumulative[cumulative.length - 1];
    }
}
