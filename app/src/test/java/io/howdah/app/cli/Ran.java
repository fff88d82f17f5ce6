package io.howdah.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A command that was run in this JVM: what it wrote where, and its exit code. */
public record Ran(int code, String out, String err) {

    /** Runs with nothing in the environment and no terminal anywhere. */
    public static Ran howdah(String... arguments) {
        return howdah(Path.of("").toAbsolutePath(), arguments);
    }

    /** Runs in a folder. */
    static Ran howdah(Path folder, String... arguments) {
        return answering("", false, folder, arguments);
    }

    /** Runs at a terminal at which somebody types. */
    static Ran atTerminal(String typed, String... arguments) {
        return answering(typed, true, Path.of("").toAbsolutePath(), arguments);
    }

    private static Ran answering(String typed, boolean terminal, Path folder, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                terminal,
                terminal,
                terminal,
                Console.USUAL_WIDTH,
                Map.of("HOME", "/nonexistent"),
                folder);
        int code = CommandLineFace.run(console, arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
