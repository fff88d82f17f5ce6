package io.howdah.app.cli;

import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.json.PlanDocument;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.text.Page;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.security.TenantReport;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.SecureTenants;
import io.howdah.engine.change.SecureTenants.Stage;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that brings about one stage of the separation of tenants. */
abstract class SecureStageCommand extends Command {

    private final Stage stage;

    @Mixin
    private SecureArguments tables = new SecureArguments();

    @Option(
            names = "--setting",
            paramLabel = "NAME",
            defaultValue = SecureTenants.SETTING,
            description = "The setting in which the application names the tenant; app.tenant unless given.")
    private String setting = SecureTenants.SETTING;

    @Option(
            names = "--role",
            paramLabel = "NAME",
            description =
                    "A role of the application, as which it is tried; can be repeated. One made for it unless given.")
    private List<String> roles = List.of();

    @Option(names = "--print-plan", description = "Print the steps with their SQL and change nothing.")
    private boolean printPlan;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    SecureStageCommand(Console console, Stage stage) {
        super(console);
        this.stage = stage;
    }

    @Override
    public Integer call() {
        var sessions = tables.sessions(console.variables());
        var apply = new ApplyStage(sessions, Version.tool(), progress());
        apply.mustBeChangeable();
        var wanted = tables.someTables(sessions, progress());
        List<Change> changes = List.of(new SecureTenants(wanted, setting, roles, stage));
        if (printPlan) {
            show(apply, changes);
            return 0;
        }
        var warnings = new TenantReport(sessions).warnings(wanted);
        if (!yes
                && !new Question(console).confirm(question(sessions.settings().toString(), apply, changes, warnings))) {
            return 0;
        }
        show(apply.apply(changes), warnings);
        return 0;
    }

    private void show(ApplyStage apply, List<Change> changes) {
        var steps = apply.plan(changes);
        if (json()) {
            answer(Json.write(PlanDocument.of(steps)));
            return;
        }
        var page = page();
        SecureText.steps(steps, true, page);
        answer(page.toString());
    }

    private String question(String where, ApplyStage apply, List<Change> changes, List<String> warnings) {
        var page = new Page(errorStyle(), console.width());
        page.line("On " + where + ":");
        SecureText.steps(apply.plan(changes), false, page);
        SecureText.warnings(warnings, page);
        page.blank();
        return page + promise() + " howdah undo takes it back. Carry it out?";
    }

    private String promise() {
        return switch (stage) {
            case OBSERVE -> "Nothing is hidden and nothing refused by this.";
            case ENFORCE ->
                "From then on, who sets no " + setting + " sees no rows; superusers and roles with BYPASSRLS see all.";
        };
    }

    private void show(Application application, List<String> warnings) {
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(List.of(application))));
            return;
        }
        var page = page();
        ApplicationText.write(application, page);
        SecureText.warnings(warnings, page);
        ApplicationText.next(application, page);
        if (stage == Stage.OBSERVE) {
            page.hanging(
                    "  look     ",
                    "howdah secure report … counts who would miss rows; the server's log names the"
                            + " statements, in lines with 'howdah tenant:'");
        }
        answer(page.toString());
    }
}
