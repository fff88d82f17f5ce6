package io.howdah.app.cli;

import io.howdah.app.stage.LiveNames;
import io.howdah.app.stage.Progress;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.security.TenantReport;
import io.howdah.engine.change.SecureTenants.TenantTable;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tables have tenants. */
final class SecureArguments {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            defaultValue = "tenant_id",
            description = "The column that says whose a row is; tenant_id unless given.")
    private String column = "tenant_id";

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "A table; can be repeated. All that have the column unless given.")
    private List<String> tables = List.of();

    ServerSessions sessions(Map<String, String> variables) {
        return new ServerSessions(connection.settings(target, variables));
    }

    List<TenantTable> tables(ServerSessions sessions, Progress progress) {
        if (tables.isEmpty()) {
            return new TenantReport(sessions).candidates(column);
        }
        var names = new LiveNames(sessions, progress);
        return tables.stream()
                .map(name -> new TenantTable(
                        names.relation(name).orElseThrow(() -> Problem.input("there is no table " + name)), column))
                .toList();
    }

    /** The tables; a problem where there are none. */
    List<TenantTable> someTables(ServerSessions sessions, Progress progress) {
        var found = tables(sessions, progress);
        if (found.isEmpty()) {
            throw Problem.input("no table has a column " + column + "; name the column by --column");
        }
        return found;
    }
}
