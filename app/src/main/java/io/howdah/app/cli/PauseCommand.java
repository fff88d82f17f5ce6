package io.howdah.app.cli;

import io.howdah.engine.Problem;
import java.util.List;
import picocli.CommandLine;

/** {@code howdah pause}. */
@CommandLine.Command(
        name = "pause",
        description = {
            "Lets whoever works on a change rest between two batches of rows, until howdah resume.",
            "A change that writes no rows in batches is not held up by it."
        },
        footerHeading = "%nExamples:%n",
        footer = "  howdah pause -d shop 3           number 3 rests until howdah resume -d shop 3")
final class PauseCommand extends JournalCommand {

    PauseCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var number = number();
        if (number == null) {
            throw Problem.input("give the number of what is to be paused; see howdah undo --list");
        }
        var stage = stage();
        known(stage, number);
        stage.pause(number, true);
        show(List.of(known(stage, number)), "");
        return 0;
    }
}
