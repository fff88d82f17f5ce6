package io.howdah.app.cli;

import io.howdah.app.json.Json;
import io.howdah.app.json.WhatIfDocument;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.WhatIfStage;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.ServerSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah what-if}. */
@CommandLine.Command(
        name = "what-if",
        description = "Shows how the workload's statements would be planned if tables had other numbers of rows."
                + " Asks a data-less copy; changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah what-if -d shop --rows orders=1000000000",
            "  howdah what-if -d shop --rows orders=3G,shipping.parcels=5G --top 3"
        })
final class WhatIfCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = "--rows",
            paramLabel = "TABLE=N",
            split = ",",
            required = true,
            description =
                    "Rows of a table, with its schema where needed; k, M and G are thousands, millions, billions.")
    private List<String> rows = List.of();

    @Option(
            names = "--statements",
            paramLabel = "DIR",
            description = "Folder of .sql files, one statement each, instead of pg_stat_statements.")
    private @Nullable Path statements;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many statements to show, the costliest first; 10 unless given.")
    private int top = 10;

    WhatIfCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var amounts = amounts();
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        var stage = new AdviseStage(progress());
        var catalog = stage.catalog(sessions);
        var wanted = tables(catalog, amounts);
        var folder = statements == null ? null : console.folder().resolve(statements);
        var workload = stage.workload(sessions, folder, Duration.ZERO);
        workload.notes().forEach(progress()::note);
        var result = new WhatIfStage(progress()).ask(catalog, workload, wanted);
        answer(json() ? Json.write(WhatIfDocument.of(result)) : text(result));
        return 0;
    }

    private String text(WhatIfStage.Result result) {
        var page = page();
        WhatIfText.write(result, Math.max(1, top), page);
        return page.toString();
    }

    private Map<String, Double> amounts() {
        var amounts = new LinkedHashMap<String, Double>();
        for (var word : rows) {
            int equals = word.lastIndexOf('=');
            if (equals < 1 || equals == word.length() - 1) {
                throw Problem.input("--rows takes TABLE=N, such as orders=3G, and '" + word + "' is not of that form");
            }
            amounts.put(word.substring(0, equals).strip(), amount(word.substring(equals + 1)));
        }
        return amounts;
    }

    private static double amount(String text) {
        try {
            return Amount.of(text).rows();
        } catch (CommandLine.TypeConversionException e) {
            throw new Problem(Problem.Kind.INPUT, "--rows: " + e.getMessage(), e);
        }
    }

    private static Map<QualifiedName, Double> tables(Catalog catalog, Map<String, Double> amounts) {
        var tables = new LinkedHashMap<QualifiedName, Double>();
        amounts.forEach((text, number) -> tables.put(WhatIfStage.table(catalog, text), number));
        return tables;
    }
}
