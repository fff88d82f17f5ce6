package io.howdah.app.cli;

import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.stage.ApplyStage;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.change.RestorePartition;
import io.howdah.engine.postgres.ServerSessions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah partition restore}. */
@CommandLine.Command(
        name = "restore",
        description = {
            "Reads an archived partition back: as a table by itself, or as a partition of its table again.",
            "The number of rows and their checksum are checked; howdah undo drops what was restored."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah partition restore /archive/public.events_p2024_01.howdah.gz -d shop",
            "  howdah partition restore /archive/public.events_p2024_01.howdah.gz -d shop --attach"
        })
final class PartitionRestoreCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "1", paramLabel = "FILE", description = "The archive.")
    private String file = "";

    @Option(names = "--attach", description = "Make it a partition of its table again.")
    private boolean attach;

    PartitionRestoreCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var path = Path.of(file).toAbsolutePath().toString();
        var table = Partitions.archived(path);
        var sessions = new ServerSessions(connection.settings(null, console.variables()));
        var application = new ApplyStage(sessions, Version.tool(), progress())
                .apply(List.of(new RestorePartition(table, path, attach)));
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(List.of(application))));
            return 0;
        }
        var page = page();
        ApplicationText.write(application, page);
        ApplicationText.next(application, page);
        answer(page.toString());
        return 0;
    }
}
