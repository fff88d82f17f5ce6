package io.howdah.app.cli;

import io.howdah.app.text.Page;
import io.howdah.engine.apply.security.TenantReport;
import io.howdah.engine.change.SecureTenants;
import io.howdah.engine.change.SecureTenants.Stage;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that brings about one stage of the separation of tenants. */
abstract class SecureStageCommand extends OnlineCommand {

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

    private List<String> warnings = List.of();

    SecureStageCommand(Console console, Stage stage) {
        super(console);
        this.stage = stage;
    }

    @Override
    public Integer call() {
        var sessions = tables.sessions(console.variables());
        return carryOut(sessions, () -> {
            var wanted = tables.someTables(sessions, progress());
            warnings = new TenantReport(sessions).warnings(wanted);
            return List.of(new SecureTenants(wanted, setting, roles, stage));
        });
    }

    @Override
    String promise() {
        return switch (stage) {
            case OBSERVE -> "Nothing is hidden and nothing refused by this; howdah undo takes it back.";
            case ENFORCE ->
                "From then on, who sets no " + setting + " sees no rows; superusers and roles with BYPASSRLS see all."
                        + " howdah undo takes it back.";
        };
    }

    @Override
    void remark(Page page) {
        SecureText.warnings(warnings, page);
    }

    @Override
    void next(Page page) {
        if (stage == Stage.OBSERVE) {
            page.hanging(
                    "  look     ",
                    "howdah secure report … counts who would miss rows; the server's log names the"
                            + " statements, in lines with 'howdah tenant:'");
        }
    }
}
