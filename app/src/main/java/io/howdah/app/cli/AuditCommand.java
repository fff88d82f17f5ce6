package io.howdah.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code howdah audit}; the work is done by the commands below it. */
@CommandLine.Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = "Records changes of rows in a log that is only added to, and shows whether it was tampered with.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah audit install -d shop --table orders --table users --mask users.password",
            "  howdah audit seal -d shop                   chain what was recorded; run it often",
            "  howdah audit verify -d shop                 exit code 1 where something was tampered with",
            "  howdah audit remove -d shop                 record no longer; what was recorded stays"
        })
final class AuditCommand extends Command {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    AuditCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return 0;
    }
}
