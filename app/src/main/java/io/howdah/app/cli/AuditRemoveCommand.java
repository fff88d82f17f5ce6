package io.howdah.app.cli;

import io.howdah.engine.change.Change;
import io.howdah.engine.change.StopAudit;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code howdah audit remove}. */
@CommandLine.Command(
        name = "remove",
        description = {
            "Records changes no longer, of some tables or of all. What was recorded stays, and can be verified.",
            "The log itself goes by DROP SCHEMA, which nobody does for you."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  howdah audit remove -d shop", "  howdah audit remove -d shop --table orders"})
final class AuditRemoveCommand extends AuditChangeCommand {

    @Option(names = "--table", paramLabel = "NAME", description = "A table; can be repeated. All unless given.")
    private List<String> tables = List.of();

    AuditRemoveCommand(Console console) {
        super(console);
    }

    @Override
    Change change(ServerSessions sessions) {
        return new StopAudit(arguments().schema(), AuditArguments.tables(tables, sessions, progress()));
    }

    @Override
    String promise() {
        return "What was recorded stays. howdah undo begins recording again.";
    }
}
