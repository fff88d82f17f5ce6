package io.howdah.app.cli;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AuditTables;
import io.howdah.engine.change.AuditTables.AuditedTable;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.ServerSessions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code howdah audit install}. */
@CommandLine.Command(
        name = "install",
        description = {
            "Records every change of the tables' rows from now on: who, when, which row, what it was and became.",
            "Needs no rights of the application on the log. Tables can be added later by the same command."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah audit install -d shop --table orders",
            "  howdah audit install -d shop --table users --mask users.password --leave-out users.seen"
        })
final class AuditInstallCommand extends AuditChangeCommand {

    private static final Pattern COLUMN = Pattern.compile("(.+)\\.(\"(?:[^\"]|\"\")+\"|[^.\"]+)");

    @Option(names = "--table", paramLabel = "NAME", required = true, description = "A table; can be repeated.")
    private List<String> tables = List.of();

    @Option(
            names = "--leave-out",
            paramLabel = "TABLE.COLUMN",
            description = "A column that is not recorded; can be repeated. A change of nothing else is none.")
    private List<String> leftOut = List.of();

    @Option(
            names = "--mask",
            paramLabel = "TABLE.COLUMN",
            description = "A column of which only is recorded that it changed; can be repeated.")
    private List<String> masked = List.of();

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            defaultValue = AuditTables.ACTOR,
            description = "The setting in which the application names for whom it acts; app.actor unless given.")
    private String actor = AuditTables.ACTOR;

    AuditInstallCommand(Console console) {
        super(console);
    }

    @Override
    Change change(ServerSessions sessions) {
        var wanted = new LinkedHashMap<QualifiedName, AuditedTable>();
        AuditArguments.tables(tables, sessions, progress()).forEach(t -> wanted.put(t, AuditedTable.whole(t)));
        var out = columns(leftOut, "--leave-out", sessions, wanted);
        var hidden = columns(masked, "--mask", sessions, wanted);
        return new AuditTables(
                arguments().schema(),
                wanted.keySet().stream()
                        .map(t ->
                                new AuditedTable(t, out.getOrDefault(t, List.of()), hidden.getOrDefault(t, List.of())))
                        .toList(),
                actor);
    }

    private Map<QualifiedName, List<String>> columns(
            List<String> words, String option, ServerSessions sessions, Map<QualifiedName, AuditedTable> wanted) {
        var columns = new LinkedHashMap<QualifiedName, List<String>>();
        for (String word : words) {
            var parts = COLUMN.matcher(word);
            if (!parts.matches()) {
                throw Problem.input(
                        option + " takes TABLE.COLUMN, such as users.password, and '" + word + "' is not of that form");
            }
            var table = AuditArguments.tables(List.of(parts.group(1)), sessions, progress())
                    .getFirst();
            if (!wanted.containsKey(table)) {
                throw Problem.input(option + ": " + table + " is not among the tables; name it by --table too");
            }
            columns.computeIfAbsent(table, t -> new ArrayList<>()).add(unquoted(parts.group(2)));
        }
        return columns;
    }

    private static String unquoted(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }

    @Override
    String promise() {
        return "Writers of the tables go on without waiting for each other. howdah undo takes it back; what was recorded stays.";
    }
}
