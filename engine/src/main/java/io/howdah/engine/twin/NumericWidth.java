package io.howdah.engine.twin;

import java.math.BigDecimal;

/**
 * Bytes that a number of type {@code numeric} takes in an index: a header of one byte, one of two, and two for each group of four
 * decimal digits before or after the point, without groups of zeros at the ends (numeric.c, short format).
 */
final class NumericWidth {

    private static final int HEADERS = 3;
    private static final int GROUP_DIGITS = 4;
    private static final int GROUP_BYTES = 2;

    private NumericWidth() {}

    /** @param text as the server writes the number; NaN and infinity have no digits */
    static int of(String text) {
        return Character.isLetter(text.charAt(text.length() - 1)) ? HEADERS : of(new BigDecimal(text).abs());
    }

    private static int of(BigDecimal number) {
        if (number.signum() == 0) {
            return HEADERS;
        }
        var bare = number.stripTrailingZeros();
        int last = Math.floorDiv(-bare.scale(), GROUP_DIGITS);
        int first = Math.floorDiv(bare.precision() - bare.scale() - 1, GROUP_DIGITS);
        return HEADERS + GROUP_BYTES * (first - last + 1);
    }
}
