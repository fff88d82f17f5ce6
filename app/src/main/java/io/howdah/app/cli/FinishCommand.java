package io.howdah.app.cli;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.StepState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code howdah finish}. */
@CommandLine.Command(
        name = "finish",
        description = {
            "Removes what is kept of a change only so that it could be taken back: old columns, tables and views.",
            "Without a number that of all changes whose time for undo is over."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah finish -d shop             all whose time for undo is over",
            "  howdah finish -d shop 3 --yes     number 3, without asking"
        })
final class FinishCommand extends JournalCommand {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    FinishCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var stage = stage();
        var number = number();
        var wanted = number == null
                ? stage.journal().stream().filter(a -> a.undoUntil() != null).toList()
                : List.of(known(stage, number));
        var due = wanted.stream().filter(Application::finishable).toList();
        if (due.isEmpty()) {
            show(List.of(), "There is nothing to finish.");
            return 0;
        }
        if (!yes && !new Question(console).confirm(question(due, number))) {
            return 0;
        }
        show(stage.finish(number), "There is nothing whose time for undo is over.");
        return 0;
    }

    private static String question(List<Application> due, @Nullable Long number) {
        var lines = new ArrayList<String>();
        due.forEach(a -> a.steps().stream()
                .filter(AppliedStep::atFinish)
                .filter(s -> s.state() != StepState.DONE)
                .forEach(s -> lines.add("  " + s.summary())));
        return "This will be done" + (number == null ? ", as far as the time for undo is over" : "") + ":\n"
                + String.join("\n", lines) + "\nAfterwards undo is no longer possible. Finish it?";
    }
}
