package io.howdah.app.cli;

import io.howdah.app.json.FidelityDocument;
import io.howdah.app.json.Json;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.FidelityStage;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.postgres.ServerSessions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah twin check}. */
@CommandLine.Command(
        name = "check",
        description = "Has every statement planned by the server and by its twin, and tells where the plans differ."
                + " On the server that is EXPLAIN in a read-only session; nothing is run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah twin check -d shop",
            "  howdah twin check -d shop --saved shop.json.gz        how true a saved twin still is",
            "  howdah twin check -d shop --fail-on 95                exit code 1 below 95 %%"
        })
final class TwinCheckCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private ValuesArgument values = new ValuesArgument();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = {"--saved", "--twin"},
            paramLabel = "FILE",
            description = "Compare with the twin of a file of 'howdah twin save', and its statements.")
    private @Nullable Path saved;

    @Mixin
    private DumpArguments dump = new DumpArguments();

    @Option(
            names = "--statements",
            paramLabel = "DIR",
            description = "Folder of .sql files, one statement each, instead of pg_stat_statements.")
    private @Nullable Path statements;

    @Option(
            names = "--fail-on",
            paramLabel = "PERCENT",
            description = "Exit code 1 where fewer of the statements have the same plan.")
    private @Nullable Double failOn;

    TwinCheckCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var limit = failOn;
        if (limit != null && !(limit >= 0 && limit <= 100)) {
            throw Problem.input("--fail-on is a number of percent, from 0 to 100");
        }
        var kept = kept();
        if (kept != null && kept.masked() && statements == null) {
            throw Problem.input("the values in " + saved
                    + " are masked: its statements are not those of the server; give --statements DIR");
        }
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        var source = source(sessions, kept);
        var fidelity = values.redaction()
                .of(new FidelityStage(progress()).check(sessions, source.catalog(), source.workload()));
        if (json()) {
            answer(Json.write(FidelityDocument.of(source.catalog(), fidelity)));
        } else {
            var page = page();
            FidelityText.write(source.catalog(), fidelity, page);
            answer(page.toString());
        }
        return limit != null && 100 * fidelity.share() < limit ? 1 : 0;
    }

    private @Nullable SavedTwin kept() {
        if (saved == null) {
            return dump.read(console, progress()).orElse(null);
        }
        if (dump.given()) {
            throw Problem.input("give --saved FILE or --schema-file FILE, not both");
        }
        return TwinFileArgument.read(console.folder().resolve(saved));
    }

    private SavedTwin source(ServerSessions sessions, @Nullable SavedTwin kept) {
        var stage = new AdviseStage(progress());
        var folder = statements == null ? null : console.folder().resolve(statements);
        if (kept != null && folder == null && !dump.given()) {
            return kept;
        }
        var catalog = kept == null ? stage.catalogForAdvice(sessions) : kept.catalog();
        var workload = stage.workload(sessions, folder, Duration.ZERO);
        workload.notes().forEach(progress()::note);
        return new SavedTwin(catalog, workload, false);
    }
}
