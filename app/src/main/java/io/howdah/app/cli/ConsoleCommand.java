package io.howdah.app.cli;

import io.howdah.app.stage.Progress;
import io.howdah.app.text.Page;
import io.howdah.app.text.Printable;
import io.howdah.app.text.Style;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all commands have: the two outputs, and what goes to them. */
abstract class ConsoleCommand implements Callable<Integer> {

    final Console console;

    @Mixin
    private OutputArguments output = new OutputArguments();

    ConsoleCommand(Console console) {
        this.console = console;
    }

    Page page() {
        return new Page(console.style(console.outIsTerminal(), output.noColor()), console.width());
    }

    Style errorStyle() {
        return console.style(console.errIsTerminal(), output.noColor());
    }

    /** Says what is going on, on standard error. */
    Progress progress() {
        if (output.quiet()) {
            return Progress.NONE;
        }
        return console.errIsTerminal()
                ? new TerminalProgress(console.err(), errorStyle(), console.width())
                : new LineProgress(console.err());
    }

    /** The answer; the only text on standard output. Files and programs get it as it is. */
    void answer(String text) {
        var whole = text.endsWith("\n") ? text : text + "\n";
        console.out().print(console.outIsTerminal() ? Printable.of(whole) : whole);
        console.out().flush();
    }
}
