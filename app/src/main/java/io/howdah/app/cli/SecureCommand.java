package io.howdah.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code howdah secure}; the work is done by the commands below it. */
@CommandLine.Command(
        name = "secure",
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps the rows of tenants apart by row-level security: observed first, then enforced.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah secure report -d shop                what there is, and what stands in the way",
            "  howdah secure observe -d shop               hide nothing; count who would miss rows",
            "  howdah secure enforce -d shop --role app    after trying it as the application's role"
        })
final class SecureCommand extends Command {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SecureCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return 0;
    }
}
