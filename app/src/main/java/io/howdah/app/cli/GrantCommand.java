package io.howdah.app.cli;

import io.howdah.engine.read.Grants;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code howdah grant}. */
@CommandLine.Command(
        name = "grant",
        description = "Prints the SQL that lets a role see what advice needs. Runs nothing.",
        footerHeading = "%nExample:%n",
        footer = "  howdah grant --print-sql --role watcher > grant.sql")
final class GrantCommand extends Command {

    @Option(names = "--role", paramLabel = "NAME", description = "The role; howdah unless given.")
    private String role = "howdah";

    @Option(names = "--print-sql", description = "Print the script. There is nothing else that this command does.")
    @SuppressWarnings("unused") // it is what the command does anyway
    private boolean printSql;

    GrantCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        answer(Grants.sql(role));
        return 0;
    }
}
