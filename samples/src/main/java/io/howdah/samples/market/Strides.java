package io.howdah.samples.market;

import java.math.BigInteger;

/** Steps that visit each of so many places once, which strews neighbours over a table. */
final class Strides {

    private Strides() {}

    /** A step that has no factor in common with the number of places. */
    static int coprime(int places) {
        var candidate = (int) (places * 0.618) | 1;
        while (gcd(candidate, places) != 1) {
            candidate += 2;
        }
        return candidate;
    }

    /** The step that leads back. */
    static int inverse(int stride, int places) {
        return BigInteger.valueOf(stride).modInverse(BigInteger.valueOf(places)).intValueExact();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
