package io.howdah.app.cli;

import io.howdah.app.json.AdviceDocuments;
import io.howdah.app.json.Json;
import io.howdah.app.stage.Advised;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.stage.ToApply;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah advise}. */
@CommandLine.Command(
        name = "advise",
        description = {
            "Says which changes would make the workload cheaper, with the evidence. Changes nothing.",
            "What runs is read from pg_stat_statements; a data-less copy of the database is asked what would be if."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah advise postgres://me@db.example/shop",
            "  howdah advise -h /var/run/postgresql -d shop --budget 250MB",
            "  howdah advise -d shop --statements queries/      without pg_stat_statements",
            "  howdah advise --twin shop.json.gz                from a file of 'howdah twin save'",
            "  howdah advise --schema-file shop.sql --statistics-file shop-statistics.sql --statements queries/",
            "  howdah advise -d shop --copy postgres://me@lab/shop   tried on a copy: what harms there is left out",
            "  howdah advise -d shop --print-sql > change.sql   as a script for review",
            "  howdah advise -d shop --fail-on warning          for a pipeline: exit code 1"
        })
final class AdviseCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private TwinFileArgument file = new TwinFileArgument();

    @Mixin
    private AdviceArguments advice = new AdviceArguments();

    @Mixin
    private ValuesArgument values = new ValuesArgument();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(names = "--print-sql", description = "Print the changes as a script for review, with the way back.")
    private boolean printSql;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = SeverityChoice.class,
            description = "Exit code 1 where something this grave is found: critical, warning, notice or info.")
    private @Nullable Severity failOn;

    AdviseCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var saved = file.read(target, console, progress());
        var advised = saved.isPresent()
                ? advice.advise(saved.get(), console, progress()).withCommands(List.of())
                : advice.advise(
                                new ServerSessions(connection.settings(target, console.variables())),
                                console,
                                progress())
                        .withCommands(connection.words(target));
        answer(rendered(values.redaction().of(advised)));
        return failOn != null && gravest(advised, failOn) ? 1 : 0;
    }

    private String rendered(Advised advised) {
        if (json()) {
            return Json.write(AdviceDocuments.of(advised, null));
        }
        var database = advised.catalog().database();
        if (printSql) {
            return ApplyStage.script(
                    Version.tool(),
                    database,
                    advised.advisory().advice().stream().map(ToApply::of).toList());
        }
        var page = page();
        AdviceText.write(advised, page);
        if (!advised.advisory().advice().isEmpty()) {
            page.heading("Next");
            page.hanging("  review   ", "howdah advise … --print-sql");
            page.hanging("  apply    ", "howdah apply … makes all the changes, howdah apply … ID some; it asks first");
        }
        return page.toString();
    }

    private static boolean gravest(Advised advised, Severity limit) {
        return Stream.concat(
                        advised.advisory().advice().stream().map(Advice::finding),
                        advised.advisory().findings().stream())
                .map(Finding::severity)
                .anyMatch(s -> s.compareTo(limit) <= 0);
    }
}
