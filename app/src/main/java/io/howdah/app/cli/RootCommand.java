package io.howdah.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** {@code howdah} without a command. */
@Command(
        name = "howdah",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        description = "Inspects, advises, proves, applies, verifies and undoes changes on PostgreSQL.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah demo                              see it work, on a database of its own",
            "  howdah inspect -d shop                   what could go wrong tonight, and an overview",
            "  howdah advise postgres://me@db/shop      which indexes would help, with the evidence",
            "  howdah apply -d shop                     make the changes, without locking anyone out",
            "  howdah change -d shop 'ALTER TABLE …'     your own change of the schema, likewise",
            "  howdah encode -d shop orders --columns …  texts of few values become numbers, likewise",
            "",
            "Nothing is changed on a server but by apply, change, encode, partition, secure, audit,",
            "undo and finish, which ask first."
        })
final class RootCommand {

    @Option(names = "--help", usageHelp = true, description = "This help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "The version.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean version;
}
