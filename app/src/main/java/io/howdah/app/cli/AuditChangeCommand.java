package io.howdah.app.cli;

import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A command that begins or ends the recording of changes. */
abstract class AuditChangeCommand extends OnlineCommand {

    @Mixin
    private AuditArguments log = new AuditArguments();

    AuditChangeCommand(Console console) {
        super(console);
    }

    abstract Change change(ServerSessions sessions);

    final AuditArguments arguments() {
        return log;
    }

    @Override
    public Integer call() {
        var sessions = log.sessions(console.variables());
        return carryOut(sessions, () -> List.of(change(sessions)));
    }
}
