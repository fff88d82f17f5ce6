package io.howdah.app.cli;

import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.stage.ApplyStage;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.postgres.ServerSessions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
final class UndoCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(
            arity = "0..*",
            paramLabel = "[DATABASE] [ID]",
            description = "URI, key=value string or name of the database; number of what to take back.")
    private List<String> words = List.of();

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
        var sessions = new ServerSessions(connection.settings(target(), console.variables()));
        var stage = new ApplyStage(sessions, Version.tool(), progress());
        if (list) {
            show(stage.journal(), "Nothing was ever applied here.");
            return 0;
        }
        var wanted = wanted(stage.journal());
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

    private @Nullable String target() {
        var targets = words.stream().filter(w -> !w.matches("\\d+")).toList();
        if (targets.size() > 1) {
            throw Problem.input("'" + targets.get(1) + "' is neither a database nor the number of what was applied");
        }
        return targets.isEmpty() ? null : targets.getFirst();
    }

    private List<Application> wanted(List<Application> journal) {
        var numbers = words.stream().filter(w -> w.matches("\\d+")).toList();
        if (numbers.size() > 1 || (all && !numbers.isEmpty())) {
            throw Problem.input("give one number, or --all");
        }
        var open = journal.stream().filter(Application::undoable).toList();
        if (numbers.isEmpty()) {
            return all || open.isEmpty() ? open : List.of(open.getFirst());
        }
        var number = numbers.getFirst();
        var known = journal.stream()
                .filter(a -> number.equals(Long.toString(a.id())))
                .toList();
        if (known.isEmpty()) {
            throw Problem.input("nothing was applied under number " + number + "; see howdah undo --list");
        }
        return known.stream().filter(Application::undoable).toList();
    }

    private String question(List<Application> wanted) {
        var lines = new ArrayList<String>();
        wanted.forEach(a -> a.steps().reversed().stream()
                .filter(s -> s.state() == StepState.DONE)
                .forEach(s -> s.undo().forEach(sql -> lines.add("  " + sql + ";"))));
        return "This will be run:\n" + String.join("\n", lines) + "\nTake it back?";
    }

    private void show(List<Application> applications, String nothing) {
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(applications)));
            return;
        }
        var page = page();
        if (applications.isEmpty()) {
            page.line(nothing);
        }
        applications.forEach(a -> ApplicationText.write(a, page));
        answer(page.toString());
    }
}
