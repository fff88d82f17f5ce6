package io.howdah.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code howdah twin}; the work is done by the commands below it. */
@CommandLine.Command(
        name = "twin",
        synopsisSubcommandLabel = "COMMAND",
        description = "Saves, opens, asks and checks the planner's twin: a copy of a database with its schema and"
                + " statistics, and none of its rows.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah twin save shop.json.gz -d shop      to ask elsewhere, or later",
            "  howdah twin open shop.json.gz              and put EXPLAIN to it with psql",
            "  howdah twin what-if --twin shop.json.gz --index 'orders (customer_id)'",
            "  howdah twin check -d shop                  how far its plans are the server's own"
        })
final class TwinCommand extends Command {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TwinCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return 0;
    }
}
