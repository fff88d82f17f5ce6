package io.howdah.engine.twin;

import java.math.BigDecimal;

/** Figures as SQL reads them back. */
final class Plain {

    private Plain() {}

    /** Without an exponent, and without a fraction where there is none. */
    static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
