package io.howdah.app;

import io.howdah.app.cli.CommandLineFace;
import io.howdah.app.cli.Console;
import io.howdah.app.cli.Interruptible;

/** The program. */
public final class Howdah {

    private Howdah() {}

    public static void main(String[] arguments) {
        var console = Console.ofProcess();
        System.exit(Interruptible.run(() -> CommandLineFace.run(console, arguments)));
    }
}
