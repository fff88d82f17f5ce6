package io.howdah.app.cli;

import io.howdah.app.json.AdviceDocument;
import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.stage.AdviceId;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.stage.SavedAdvice;
import io.howdah.app.stage.ToApply;
import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.Step;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah apply}. */
@CommandLine.Command(
        name = "apply",
        description = {
            "Makes the advised changes, online: nobody is locked out, a failed build leaves nothing behind.",
            "A journal in the schema howdah of the database says what was done; undo takes it back."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah apply -d shop                           all advice; shows it and asks first",
            "  howdah apply -d shop mi-3f9a1 mi-0c2d4         these pieces only",
            "  howdah advise -d shop --format json > a.json && howdah apply -d shop --from a.json --yes"
        })
final class ApplyCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private AdviceArguments advice = new AdviceArguments();

    @Parameters(
            arity = "0..*",
            paramLabel = "[DATABASE] [ID]",
            description = "URI, key=value string or name of the database; ids of advice, all of it without any.")
    private List<String> words = List.of();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Advice that advise --format json wrote, instead of new advice.")
    private @Nullable Path from;

    @Option(names = "--print-sql", description = "Print what would be run as a script and change nothing.")
    private boolean printSql;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    ApplyCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var sessions = new ServerSessions(connection.settings(target(), console.variables()));
        var stage = new ApplyStage(sessions, Version.tool(), progress());
        if (!printSql) {
            stage.mustBeChangeable();
        }
        var chosen = chosen(sessions);
        if (chosen.isEmpty()) {
            return nothing();
        }
        if (printSql) {
            answer(ApplyStage.script(Version.tool(), sessions.settings().database(), chosen));
            return 0;
        }
        if (!yes && !new Question(console).confirm(question(sessions, chosen))) {
            return 0;
        }
        var application =
                stage.apply(chosen.stream().flatMap(a -> a.changes().stream()).toList());
        show(application);
        return 0;
    }

    private @Nullable String target() {
        var targets = words.stream().filter(w -> !AdviceId.looksLikeOne(w)).toList();
        if (targets.size() > 1) {
            throw Problem.input("'" + targets.get(1) + "' is neither a database nor the id of a piece of advice");
        }
        return targets.isEmpty() ? null : targets.getFirst();
    }

    private List<ToApply> chosen(Sessions sessions) {
        var all = from == null
                ? advised(sessions)
                : saved(sessions, console.folder().resolve(from));
        var ids = words.stream().filter(AdviceId::looksLikeOne).toList();
        for (var id : ids) {
            if (all.stream().noneMatch(a -> a.id().equals(id))) {
                throw Problem.input("there is no advice " + id + " (any more); there is "
                        + Page.listed(all.stream().map(ToApply::id).toList()));
            }
        }
        return ids.isEmpty()
                ? all.stream().filter(this::mayBeApplied).toList()
                : all.stream().filter(a -> ids.contains(a.id())).toList();
    }

    /** Of all advice; what is asked for by its id is tried, so that the server's word is heard. */
    private boolean mayBeApplied(ToApply piece) {
        piece.byAdministrator()
                .forEach(sql -> progress().note(piece.id() + " is left out until an administrator has run: " + sql));
        return piece.byAdministrator().isEmpty();
    }

    private List<ToApply> advised(Sessions sessions) {
        var advised = advice.advise(sessions, console, progress());
        return advised.advisory().advice().stream().map(ToApply::of).toList();
    }

    private List<ToApply> saved(Sessions sessions, Path file) {
        try {
            var document = Json.read(Files.readString(file), AdviceDocument.class, file.toString());
            return SavedAdvice.read(document, new AdviseStage(progress()).catalog(sessions), file.toString());
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read " + file, e);
        }
    }

    private Integer nothing() {
        answer(json() ? Json.write(ApplicationsDocument.of(List.of())) : "There is nothing to change.");
        return 0;
    }

    private String question(Sessions sessions, List<ToApply> chosen) {
        var page = new Page(errorStyle(), console.width());
        page.line("On " + sessions.settings() + " this will be run, one statement after the other:");
        for (var piece : chosen) {
            page.blank();
            page.hanging("  " + page.style().dim(piece.id()) + "  ", piece.title());
            piece.changes().forEach(change -> statements(change, page));
        }
        page.blank();
        return page + "All of it is online and can be taken back with howdah undo. Apply it?";
    }

    private static void statements(Change change, Page page) {
        change.steps().stream().map(Step::sql).forEach(sql -> page.sql(4, "", sql));
    }

    private void show(Application application) {
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(List.of(application))));
            return;
        }
        var page = page();
        ApplicationText.write(application, page);
        page.heading("Next");
        page.hanging("  undo     ", "howdah undo … " + application.id() + " takes this back");
        page.hanging("  compare  ", "howdah inspect … shows the statements' times; give the workload some time first");
        answer(page.toString());
    }
}
