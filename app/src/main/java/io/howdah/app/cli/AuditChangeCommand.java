package io.howdah.app.cli;

import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.json.PlanDocument;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.text.Page;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that begins or ends the recording of changes. */
abstract class AuditChangeCommand extends Command {

    @Mixin
    private AuditArguments log = new AuditArguments();

    @Option(names = "--print-plan", description = "Print the steps with their SQL and change nothing.")
    private boolean printPlan;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    AuditChangeCommand(Console console) {
        super(console);
    }

    abstract Change change(ServerSessions sessions);

    /** What is said before it is asked for. */
    abstract String promise();

    final AuditArguments arguments() {
        return log;
    }

    @Override
    public Integer call() {
        var sessions = log.sessions(console.variables());
        var stage = new ApplyStage(sessions, Version.tool(), progress());
        stage.mustBeChangeable();
        var changes = List.of(change(sessions));
        if (printPlan) {
            show(stage.plan(changes));
            return 0;
        }
        if (!yes && !new Question(console).confirm(question(sessions.settings().toString(), stage.plan(changes)))) {
            return 0;
        }
        show(stage.apply(changes));
        return 0;
    }

    private void show(List<PlannedStep> steps) {
        if (json()) {
            answer(Json.write(PlanDocument.of(steps)));
            return;
        }
        var page = page();
        SecureText.steps(steps, true, page);
        answer(page.toString());
    }

    private String question(String where, List<PlannedStep> steps) {
        var page = new Page(errorStyle(), console.width());
        page.line("On " + where + ":");
        SecureText.steps(steps, false, page);
        page.blank();
        return page + promise() + " Carry it out?";
    }

    private void show(Application application) {
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(List.of(application))));
            return;
        }
        var page = page();
        ApplicationText.write(application, page);
        ApplicationText.next(application, page);
        answer(page.toString());
    }
}
