package io.howdah.samples.data;

/** Draws from 0 to n - 1 by Zipf's law, with those that are drawn often strewn over the whole range. Immutable. */
public final class Strewn {

    private static final double GOLDEN_SECTION = 0.618;

    private final Zipf zipf;
    private final int size;
    private final int stride;

    public Strewn(int size, double exponent) {
        this.zipf = new Zipf(size, exponent);
        this.size = size;
        this.stride = coprime(size);
    }

    /** What an even draw from 0 to 1 falls on. */
    public int at(double unit) {
        return (int) ((long) zipf.rank(unit) * stride % size);
    }

    private static int coprime(int size) {
        var candidate = (int) (size * GOLDEN_SECTION) | 1;
        while (gcd(candidate, size) != 1) {
            candidate += 2;
        }
        return candidate;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
