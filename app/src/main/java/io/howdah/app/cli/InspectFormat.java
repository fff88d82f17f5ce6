package io.howdah.app.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Forms in which {@code howdah inspect} answers. */
enum InspectFormat {
    TEXT,
    JSON,
    HTML,
    SARIF,
    JUNIT,
    NAGIOS;

    /** Reads the form as the user writes it. */
    static final class Converter implements ITypeConverter<InspectFormat> {

        @Override
        public InspectFormat convert(String value) {
            return Arrays.stream(values())
                    .filter(f -> f.word().equals(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of "
                            + Arrays.stream(values()).map(InspectFormat::word).collect(Collectors.joining(", "))));
        }
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether these arguments ask for the form of Nagios, read before they are known to be right. */
    static boolean nagios(String... arguments) {
        var joined = " " + String.join(" ", arguments).toLowerCase(Locale.ROOT) + " ";
        return joined.contains(" --format nagios ") || joined.contains(" --format=nagios ");
    }
}
