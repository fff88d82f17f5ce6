package io.howdah.app.cli;

import io.howdah.app.stage.LiveNames;
import io.howdah.app.stage.Progress;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AuditTables;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which audit log of which database. */
final class AuditArguments {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = AuditTables.SCHEMA,
            description = "The schema of the log; audit unless given.")
    private String schema = AuditTables.SCHEMA;

    ServerSessions sessions(Map<String, String> variables) {
        return new ServerSessions(connection.settings(target, variables));
    }

    String schema() {
        return schema;
    }

    /** Tables by the names that the user gave them. */
    static List<QualifiedName> tables(List<String> names, ServerSessions sessions, Progress progress) {
        var known = new LiveNames(sessions, progress);
        return names.stream()
                .map(name -> known.relation(name).orElseThrow(() -> Problem.input("there is no table " + name)))
                .toList();
    }
}
