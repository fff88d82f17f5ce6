package io.howdah.app.cli;

import io.howdah.engine.advise.Severity;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a severity as the user writes it. */
final class SeverityChoice implements ITypeConverter<Severity> {

    @Override
    public Severity convert(String value) {
        return Arrays.stream(Severity.values())
                .filter(s -> s.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of "
                        + String.join(
                                ", ",
                                Arrays.stream(Severity.values())
                                        .map(s -> s.name().toLowerCase(Locale.ROOT))
                                        .toList())));
    }
}
