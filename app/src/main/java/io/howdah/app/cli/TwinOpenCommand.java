package io.howdah.app.cli;

import io.howdah.app.json.Json;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code howdah twin open}. */
@CommandLine.Command(
        name = "open",
        description = {
            "Builds the twin of a file and keeps it until Ctrl-C, for psql or any other client.",
            "It has no rows: EXPLAIN plans as the original would, EXPLAIN ANALYZE tells nothing."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  howdah twin open shop.json.gz",
            "  howdah twin open --schema-file shop.sql --statistics-file shop-statistics.sql"
        })
final class TwinOpenCommand extends Command {

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A file of 'howdah twin save'.")
    private @Nullable Path file;

    @Mixin
    private DumpArguments dump = new DumpArguments();

    TwinOpenCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var saved = saved();
        try (var twin = built(saved.catalog())) {
            var database = saved.catalog().database();
            answer(
                    json()
                            ? Json.write(Map.of("database", database, "uri", twin.uri()))
                            : "The twin of " + database + " listens:\n\n  psql '" + twin.uri()
                                    + "'\n\nCtrl-C ends it.");
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private SavedTwin saved() {
        if (file == null) {
            return dump.read(console, progress())
                    .orElseThrow(() -> Problem.input("give a FILE of 'howdah twin save' or --schema-file FILE"));
        }
        if (dump.given()) {
            throw Problem.input("give a FILE of 'howdah twin save' or --schema-file FILE, not both");
        }
        return TwinFileArgument.read(console.folder().resolve(file));
    }

    private Twin built(io.howdah.engine.catalog.Catalog catalog) {
        try (var step = progress().begin("build the planner's twin")) {
            var twin = Twin.build(catalog, TwinOptions.DEFAULT);
            twin.notes().forEach(progress()::note);
            new TreeMap<>(twin.notCarried())
                    .forEach((name, reason) -> progress().note(name + " is not on the twin: " + reason));
            step.result("schema and statistics, no rows");
            return twin;
        }
    }
}
