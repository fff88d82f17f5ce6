package io.howdah.samples.data;

import java.util.UUID;

/**
 * A stream of numbers that depends on a seed, a purpose and an index only, so that any row can be made without making the
 * rows before it. The mixing function is SplitMix64's (Steele, Lea and Flood, 2014; variant 13 of Stafford).
 */
public final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** The numbers of one row: {@code index} within {@code purpose}. */
    public Chance(long seed, long purpose, long index) {
        this.state = key(seed, purpose, index);
    }

    /** Goes to the numbers of another row, so that one object serves a whole table. */
    public Chance at(long seed, long purpose, long index) {
        state = key(seed, purpose, index);
        return this;
    }

    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Evenly from 0 (inclusive) to {@code bound} (exclusive). */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Evenly from 0 (inclusive) to {@code bound} (exclusive), for bounds beyond an int. */
    public long below(long bound) {
        return Math.unsignedMultiplyHigh(next(), bound);
    }

    /** Evenly from 0 (inclusive) to 1 (exclusive). */
    public double unit() {
        return unit(next());
    }

    public boolean happens(double probability) {
        return unit() < probability;
    }

    /** A log-normal draw with the given median; about two thirds lie within a factor of {@code e^sigma} of it. */
    public double logNormal(double median, double sigma) {
        // Box and Muller: two even draws make a normal one.
        var radius = Math.sqrt(-2 * Math.log(1 - unit()));
        return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * unit()));
    }

    /** One number for one row, without an object. */
    public static long key(long seed, long purpose, long index) {
        return mix(mix(seed + purpose * GOLDEN) + index * GOLDEN);
    }

    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** A random (version 4) UUID that belongs to one row. */
    public static UUID uuid(long seed, long purpose, long index) {
        var high = key(seed, purpose, index);
        var low = mix(high + GOLDEN);
        return new UUID((high & ~0xF000L) | 0x4000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }

    private static long mix(long value) {
        var z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
