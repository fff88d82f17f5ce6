package io.howdah.app.cli;

import io.howdah.app.json.Json;
import io.howdah.app.json.PartitionsDocument;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.postgres.ServerSessions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code howdah partition status}. */
@CommandLine.Command(
        name = "status",
        description = {
            "Shows how partitioned tables stand: bounds, rows, bytes, gaps, how far ahead there are partitions, rows in the"
                    + " default partition, detachments that were interrupted, and what maintain would do.",
            "Changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah partition status -d shop             all partitioned tables",
            "  howdah partition status events -d shop      one, partition by partition"
        })
final class PartitionStatusCommand extends TableCommand {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "The table, with its schema where it needs one.")
    private @Nullable String table;

    PartitionStatusCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var sessions = new ServerSessions(connection.settings(null, console.variables()));
        var partitions = new Partitions(sessions);
        var all = partitions.status(table == null ? null : named(sessions, table), null);
        if (json()) {
            answer(Json.write(PartitionsDocument.of(all)));
            return 0;
        }
        var page = page();
        if (all.isEmpty()) {
            page.line("There is no partitioned table.");
        }
        all.forEach(one -> PartitionsText.write(one, table != null, page));
        answer(page.toString());
        return 0;
    }
}
