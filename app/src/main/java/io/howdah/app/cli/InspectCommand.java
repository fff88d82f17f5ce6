package io.howdah.app.cli;

import io.howdah.app.json.InspectDocument;
import io.howdah.app.json.Json;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.InspectStage;
import io.howdah.app.stage.Rulebook;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.postgres.ServerSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah inspect}. */
@CommandLine.Command(
        name = "inspect",
        description = "Says what could take the server down tonight, then gives an overview. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah inspect -h /var/run/postgresql -d shop",
            "  howdah inspect postgres://me@db/shop --fail-on critical   for a nightly job: exit code 1",
            "  howdah inspect -d shop --save shop.json                   the catalog as a file"
        })
final class InspectCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the catalog to a file as JSON.")
    private @Nullable Path save;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = SeverityChoice.class,
            description = "Exit code 1 where a risk this grave is found: critical, warning, notice or info.")
    private @Nullable Severity failOn;

    InspectCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        var stage = new AdviseStage(progress());
        var catalog = stage.catalog(sessions);
        save(catalog);
        var workload = stage.workload(sessions, null, Duration.ZERO);
        var inspection = new InspectStage(Rulebook.all()).inspect(Scene.of(catalog, workload));
        if (json()) {
            answer(Json.write(InspectDocument.of(inspection)));
        } else {
            var page = page();
            InspectText.write(inspection, page);
            answer(page.toString());
        }
        var limit = failOn;
        return limit != null
                        && inspection.risks().stream()
                                .anyMatch(f -> f.severity().compareTo(limit) <= 0)
                ? 1
                : 0;
    }

    private void save(Catalog catalog) {
        if (save == null) {
            return;
        }
        var file = console.folder().resolve(save).toAbsolutePath();
        var folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw Problem.input("the catalog cannot be written to " + file);
        }
        CatalogJson.write(catalog, file);
        progress().note("the catalog is in " + file);
    }
}
