package io.howdah.app.cli;

import io.howdah.engine.change.SecureTenants.Stage;
import picocli.CommandLine;

/** {@code howdah secure enforce}. */
@CommandLine.Command(
        name = "enforce",
        description = {
            "Hides rows of other tenants, and all rows while no tenant is set, from everybody but superusers.",
            "Tried as the application's roles in the same transaction, table by table, before it is believed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah secure enforce -d shop --role app",
            "  howdah secure enforce -d shop --print-plan          the SQL, with the trial"
        })
final class SecureEnforceCommand extends SecureStageCommand {

    SecureEnforceCommand(Console console) {
        super(console, Stage.ENFORCE);
    }
}
