package io.howdah.app.cli;

import io.howdah.app.stage.ApplyStage;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code howdah undo}. */
@CommandLine.Command(
        name = "undo",
        description = {
            "Takes back what apply did: drops what it made, makes again what it dropped, online.",
            "The journal in the database says what that was; without a number the newest is taken back."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah undo -d shop --list        what was applied",
            "  howdah undo -d shop               take back the newest",
            "  howdah undo -d shop 3 --yes       take back number 3 without asking"
        })
final class UndoCommand extends JournalCommand {

    @Option(names = "--all", description = "Take everything back, newest first.")
    private boolean all;

    @Option(names = "--list", description = "Show what was applied, change nothing.")
    private boolean list;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    UndoCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var stage = stage();
        if (list) {
            show(stage.journal(), "Nothing was ever applied here.");
            return 0;
        }
        var wanted = wanted(stage);
        if (wanted.isEmpty()) {
            show(List.of(), "There is nothing to take back.");
            return 0;
        }
        if (!yes && !new Question(console).confirm(question(wanted))) {
            return 0;
        }
        show(all ? stage.undoAll() : stage.undo(wanted.getFirst().id()), "Nothing was taken back.");
        return 0;
    }

    private List<Application> wanted(ApplyStage stage) {
        var number = number();
        if (all && number != null) {
            throw Problem.input("give one number, or --all");
        }
        if (number != null) {
            return Stream.of(known(stage, number)).filter(Application::undoable).toList();
        }
        var open = stage.journal().stream().filter(Application::undoable).toList();
        return all || open.isEmpty() ? open : List.of(open.getFirst());
    }

    private String question(List<Application> wanted) {
        var lines = new ArrayList<String>();
        wanted.forEach(a -> a.steps().reversed().stream()
                .filter(s -> s.state() == StepState.DONE)
                .forEach(s -> s.undo().forEach(sql -> lines.add("  " + sql + ";"))));
        return "This will be run:\n" + String.join("\n", lines) + "\nTake it back?";
    }
}
