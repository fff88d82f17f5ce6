package io.howdah.app.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a command answers. */
final class OutputArguments {

    /** Forms of the answer. */
    enum Format {
        TEXT,
        JSON
    }

    /** Reads the form as the user writes it. */
    static final class FormatConverter implements ITypeConverter<Format> {

        @Override
        public Format convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "text" -> Format.TEXT;
                case "json" -> Format.JSON;
                default -> throw new TypeConversionException("'" + value + "' is neither text nor json");
            };
        }
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = FormatConverter.class,
            description = "Form of the answer on standard output; text unless given.")
    private Format format = Format.TEXT;

    @Option(names = "--no-color", description = "No colour, as with NO_COLOR in the environment.")
    private boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes on standard error; errors only.")
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "This help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    boolean json() {
        return format == Format.JSON;
    }

    boolean noColor() {
        return noColor;
    }

    boolean quiet() {
        return quiet;
    }
}
