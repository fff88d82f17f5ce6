package io.howdah.app.cli;

import io.howdah.engine.change.SecureTenants.Stage;
import picocli.CommandLine;

/** {@code howdah secure observe}. */
@CommandLine.Command(
        name = "observe",
        description = {
            "Hides and refuses nothing, but counts statements that would meet rows of nobody or of another tenant.",
            "howdah secure report tells how many; lines with 'howdah tenant:' in the server's log name them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah secure observe -d shop",
            "  howdah secure observe -d shop --table orders --column customer --setting app.customer"
        })
final class SecureObserveCommand extends SecureStageCommand {

    SecureObserveCommand(Console console) {
        super(console, Stage.OBSERVE);
    }
}
