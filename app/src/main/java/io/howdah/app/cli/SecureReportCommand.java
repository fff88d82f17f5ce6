package io.howdah.app.cli;

import io.howdah.app.json.Json;
import io.howdah.app.json.SecureDocument;
import io.howdah.app.text.Page;
import io.howdah.engine.apply.security.TenantReport;
import io.howdah.engine.apply.security.TenantReport.Secured;
import io.howdah.engine.change.SecureTenants.Stage;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code howdah secure report}. */
@CommandLine.Command(
        name = "report",
        description =
                "Tells how far tenants are kept apart, how often somebody would have met rows of another tenant while it"
                        + " was observed, and what stands in the way. Changes nothing.",
        footerHeading = "%nExample:%n",
        footer = "  howdah secure report -d shop")
final class SecureReportCommand extends Command {

    @Mixin
    private SecureArguments tables = new SecureArguments();

    SecureReportCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var sessions = tables.sessions(console.variables());
        var report = new TenantReport(sessions);
        var secured = report.secured();
        var warnings = report.warnings(tables.tables(sessions, progress()));
        if (json()) {
            answer(Json.write(SecureDocument.of(secured, warnings)));
            return 0;
        }
        var page = page();
        secured.forEach(table -> line(table, page));
        if (secured.isEmpty()) {
            page.line("Tenants are neither kept apart nor observed on any table.");
        } else if (secured.stream().anyMatch(s -> s.occasions() > 0 && s.stage() == Stage.OBSERVE)) {
            page.paragraph(2, "The statements are in the server's log, in lines with 'howdah tenant:'.");
        }
        SecureText.warnings(warnings, page);
        answer(page.toString());
        return 0;
    }

    private static void line(Secured secured, Page page) {
        var table = secured.table();
        page.hanging(
                "  "
                        + (secured.stage() == Stage.ENFORCE
                                ? page.style().green("enforced")
                                : page.style().yellow("observed"))
                        + "  ",
                table.table() + " by " + table.column()
                        + (secured.stage() == Stage.ENFORCE
                                ? ""
                                : ": " + Page.counted(secured.occasions(), "occasion at which", "occasions at which")
                                        + " somebody would have met rows of another tenant"));
    }
}
