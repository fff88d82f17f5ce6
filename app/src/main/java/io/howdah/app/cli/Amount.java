package io.howdah.app.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of rows as the user writes it: {@code 1000000}, {@code 1e9}, {@code 500k}, {@code 20M}, {@code 3G}. */
record Amount(double rows) {

    /** Beyond it the planner's own figures lose their meaning; a table holds at most 2^32 pages. */
    private static final double LARGEST = 1e13;

    private static final Pattern FORM = Pattern.compile("(\\d+(?:[._]\\d+)*(?:e\\d{1,2})?)(k|m|g|t)?");
    private static final String UNITS = "kmgt";

    static Amount of(String text) {
        var match = FORM.matcher(text.strip().toLowerCase(Locale.ROOT).replace(",", ""));
        if (!match.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a number of rows; write it like 1000000, 500k or 3G");
        }
        int thousands = match.group(2) == null ? 0 : UNITS.indexOf(match.group(2)) + 1;
        double rows = new BigDecimal(match.group(1).replace("_", ""))
                .scaleByPowerOfTen(3 * thousands)
                .doubleValue();
        if (rows < 1 || rows > LARGEST) {
            throw new TypeConversionException("'" + text + "' is not between 1 and 10,000 G rows");
        }
        return new Amount(rows);
    }

    static final class Converter implements ITypeConverter<Amount> {

        @Override
        public Amount convert(String value) {
            return of(value);
        }
    }
}
