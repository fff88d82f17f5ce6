package io.howdah.app.cli;

import picocli.CommandLine.Option;

/** How a command talks. */
final class OutputArguments {

    @Option(names = "--no-color", description = "No colour, as with NO_COLOR in the environment.")
    private boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes on standard error; errors only.")
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "This help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    boolean noColor() {
        return noColor;
    }

    boolean quiet() {
        return quiet;
    }
}
