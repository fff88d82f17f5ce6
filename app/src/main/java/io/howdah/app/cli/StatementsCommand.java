package io.howdah.app.cli;

import io.howdah.app.json.Json;
import io.howdah.app.json.StatementsDocument;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.CopyCheck;
import io.howdah.app.stage.StatementsStage;
import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.prove.ProofOptions;
import io.howdah.engine.prove.Prover;
import io.howdah.engine.twin.Twin;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah statements}. */
@CommandLine.Command(
        name = "statements",
        description =
                "Looks for statements that another form with the same rows may beat. With --run both forms are run, read"
                        + " only and within a time limit, rows are compared, and only what was faster is proposed. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah statements -d shop                         which forms are known, without running any",
            "  howdah statements -d shop --run                   run both forms here, read only",
            "  howdah statements -d shop --copy postgres://me@lab/shop   on a copy, with the indexes that they need"
        })
final class StatementsCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private ValuesArgument values = new ValuesArgument();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = "--statements",
            paramLabel = "DIR",
            description = "Folder of .sql files, one statement each, instead of pg_stat_statements.")
    private @Nullable Path statements;

    @Option(names = "--run", description = "Run the statements on this server, in read-only transactions.")
    private boolean run;

    @Option(
            names = "--copy",
            paramLabel = "DATABASE",
            description =
                    "Run them on this copy of the database instead; indexes that a form needs are built there and rolled"
                            + " back.")
    private @Nullable String copy;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description = "How long one run of a statement may take; 10 unless given.")
    private int seconds = 10;

    StatementsCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (run && copy != null) {
            throw Problem.input("give --run or --copy DATABASE, not both");
        }
        if (seconds < 1) {
            throw Problem.input("--time-limit must be at least 1 second");
        }
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        var stage = new AdviseStage(progress());
        var catalog = stage.catalog(sessions);
        var folder = statements == null ? null : console.folder().resolve(statements);
        var workload = stage.workload(sessions, folder, Duration.ZERO);
        workload.notes().forEach(progress()::note);
        var result = values.redaction()
                .of(new StatementsStage(progress()).look(catalog, workload, prover(sessions, catalog)));
        if (json()) {
            answer(Json.write(StatementsDocument.of(result)));
        } else {
            var page = page();
            StatementsText.write(result, page);
            answer(page.toString());
        }
        return 0;
    }

    private @Nullable Prover prover(ServerSessions sessions, Catalog catalog) {
        var options = ProofOptions.DEFAULT.timeout(Duration.ofSeconds(seconds));
        var path = Twin.searchPath(catalog);
        if (copy != null) {
            var other = new ServerSessions(new ConnectionArguments().settings(copy, console.variables()));
            CopyCheck.mustDiffer(sessions, other);
            return Prover.building(other, path, options, Time.SYSTEM);
        }
        return run ? Prover.reading(sessions, path, options, Time.SYSTEM) : null;
    }
}
