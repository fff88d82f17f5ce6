package io.howdah.app.cli;

import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.stage.ApplyStage;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command on something that the journal knows by its number. */
abstract class JournalCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(
            arity = "0..*",
            paramLabel = "[DATABASE] [ID]",
            description =
                    "URI, key=value string or name of the database; number in the journal, see howdah undo --list.")
    private List<String> words = List.of();

    JournalCommand(Console console) {
        super(console);
    }

    final ApplyStage stage() {
        return new ApplyStage(
                new ServerSessions(connection.settings(target(), console.variables())), Version.tool(), progress());
    }

    private @Nullable String target() {
        var targets = words.stream().filter(w -> !w.matches("\\d{1,18}")).toList();
        if (targets.size() > 1) {
            throw Problem.input("'" + targets.get(1) + "' is neither a database nor the number of what was applied");
        }
        return targets.isEmpty() ? null : targets.getFirst();
    }

    /** The number that was given; null where none was. */
    final @Nullable Long number() {
        var numbers = words.stream().filter(w -> w.matches("\\d{1,18}")).toList();
        if (numbers.size() > 1) {
            throw Problem.input("give one number");
        }
        return numbers.isEmpty() ? null : Long.valueOf(numbers.getFirst());
    }

    /** What the journal has under the number. */
    static Application known(ApplyStage stage, long number) {
        return stage.journal().stream()
                .filter(a -> a.id() == number)
                .findFirst()
                .orElseThrow(() ->
                        Problem.input("the journal has nothing under number " + number + "; see howdah undo --list"));
    }

    final void show(List<Application> applications, String nothing) {
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
