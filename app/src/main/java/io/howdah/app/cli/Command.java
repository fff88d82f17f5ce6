package io.howdah.app.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A command that answers as text or as JSON. */
abstract class Command extends ConsoleCommand {

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = FormatConverter.class,
            description = "Form of the answer on standard output; text unless given.")
    private Format format = Format.TEXT;

    Command(Console console) {
        super(console);
    }

    /** Forms of the answer. */
    private enum Format {
        TEXT,
        JSON
    }

    /** Reads the form as the user writes it. */
    private static final class FormatConverter implements ITypeConverter<Format> {

        @Override
        public Format convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "text" -> Format.TEXT;
                case "json" -> Format.JSON;
                default -> throw new TypeConversionException("'" + value + "' is neither text nor json");
            };
        }
    }

    boolean json() {
        return format == Format.JSON;
    }
}
