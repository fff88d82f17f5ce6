package io.howdah.app.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as the user writes it: {@code 100ms}, {@code 30s}, {@code 15m}, {@code 2h}, {@code 3d}, or {@code 0}. */
record Span(Duration duration) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|min|h|d)");

    static Span of(String text) {
        var match = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (text.strip().equals("0")) {
            return new Span(Duration.ZERO);
        }
        if (!match.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a length of time; write it like 100ms, 30s, 2h or 3d");
        }
        long number = Long.parseLong(match.group(1));
        return new Span(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    static final class Converter implements ITypeConverter<Span> {

        @Override
        public Span convert(String value) {
            return of(value);
        }
    }
}
