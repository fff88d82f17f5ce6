package io.howdah.app.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size as the user writes it, such as {@code 250MB}; 1 MB is 1024 kB, as in PostgreSQL's settings. */
record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(b|kb?|mb?|gb?|tb?)?");
    private static final String UNITS = "bkmgt";

    static final class Converter implements ITypeConverter<ByteSize> {

        @Override
        public ByteSize convert(String value) {
            var match = FORM.matcher(value.strip().toLowerCase(Locale.ROOT));
            if (!match.matches()) {
                throw new TypeConversionException("'" + value + "' is not a size; write it like 250MB or 2GB");
            }
            var unit = match.group(2) == null ? 0 : UNITS.indexOf(match.group(2).charAt(0));
            var bytes = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(1L << (10 * unit)));
            if (bytes.compareTo(BigDecimal.valueOf(1L << 60)) > 0) {
                throw new TypeConversionException("'" + value + "' is more than any disk holds");
            }
            return new ByteSize(bytes.longValue());
        }
    }
}
