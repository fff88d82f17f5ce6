package io.howdah.app.cli;

import io.howdah.app.text.Style;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the program reads and writes, and what it knows of the surroundings.
 *
 * @param out for what was asked for, and nothing else
 * @param err for progress, notes and errors
 * @param width columns
 * @param folder relative paths are in it
 */
public record Console(
        PrintStream out,
        PrintStream err,
        InputStream in,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean inIsTerminal,
        int width,
        Map<String, String> variables,
        Path folder) {

    /** What the text is made for where the output is no terminal. */
    public static final int USUAL_WIDTH = 100;

    private static final int NARROWEST = 60;
    private static final int WIDEST = 140;

    /** The streams of this process; whether they are terminals and how wide is the launcher's to find out. */
    public static Console ofProcess() {
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                System.in,
                Boolean.getBoolean("howdah.terminal.out"),
                Boolean.getBoolean("howdah.terminal.err"),
                Boolean.getBoolean("howdah.terminal.in"),
                width(System.getProperty("howdah.columns", "")),
                System.getenv(),
                Path.of("").toAbsolutePath());
    }

    private static int width(String columns) {
        return columns.matches("[1-9]\\d{0,4}")
                ? Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST)
                : USUAL_WIDTH;
    }

    /** Colour for a stream: only on a terminal, and not where NO_COLOR is set (no-color.org) or the terminal is dumb. */
    Style style(boolean terminal, boolean refused) {
        var noColour = !variables.getOrDefault("NO_COLOR", "").isEmpty();
        var dumb = "dumb".equals(variables.get("TERM"));
        return Style.of(terminal && !refused && !noColour && !dumb);
    }
}
