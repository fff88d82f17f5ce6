package io.howdah.app.cli;

import picocli.CommandLine.Option;

/** How a command answers. */
final class OutputArguments {

    /** Forms of the answer. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return this == TEXT ? "text" : "json";
        }
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the answer on standard output; text unless given.")
    private Format format = Format.TEXT;

    @Option(names = "--no-color", description = "No colour, as with NO_COLOR in the environment.")
    private boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes on standard error; errors only.")
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "This help.")
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
