package io.howdah.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code howdah partition}; the work is done by the commands below it. */
@CommandLine.Command(
        name = "partition",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes tables partitioned while they are in use, and looks after those that are.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah partition convert events -d shop --by 'range(created_at)' --every month",
            "  howdah partition convert threads -d shop --by 'list(region)' --values EU,US",
            "  howdah partition status -d shop                       how the partitioned tables stand",
            "  howdah partition policy events -d shop --adopt        look after the partitions of a table",
            "  howdah partition maintain -d shop                     make, drain and retire partitions; for cron",
            "  howdah partition restore events_p2024_01.howdah.gz -d shop"
        })
final class PartitionCommand extends Command {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    PartitionCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return 0;
    }
}
