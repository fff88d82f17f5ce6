package io.howdah.app.cli;

import io.howdah.app.stage.AdviseStage;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.twin.TwinMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah twin save}. */
@CommandLine.Command(
        name = "save",
        description = "Writes schema, statistics and statements of a database to one file, from which a twin can be"
                + " opened anywhere. The file holds values: the most common ones and the histograms of columns, and the"
                + " constants of statements.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah twin save shop.json.gz -d shop              compressed, by the name",
            "  howdah twin save shop.json.gz -d shop --mask       to give away",
            "  howdah twin save shop.json postgres://me@db/shop --statements queries/",
            "  howdah twin save shop.json --schema-file shop.sql --statistics-file shop-statistics.sql"
        })
final class TwinSaveCommand extends Command {

    private static final int LONGEST_SAMPLING = 3600;

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private DumpArguments dump = new DumpArguments();

    @Parameters(index = "0", paramLabel = "FILE", description = "Where to; compressed where it ends with .gz.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATABASE",
            description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = "--statements",
            paramLabel = "DIR",
            description = "Folder of .sql files, one statement each, instead of pg_stat_statements.")
    private @Nullable Path statements;

    @Option(
            names = "--sample",
            paramLabel = "SECONDS",
            description = "How long to watch pg_stat_activity for the texts that are really sent; 5 unless given.")
    private int sample = 5;

    @Option(
            names = "--mask",
            description = "Replace the values: numbers, dates, texts and UUIDs become others of the same order and"
                    + " frequency; the constants of statements follow.")
    private boolean mask;

    TwinSaveCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (sample < 0 || sample > LONGEST_SAMPLING) {
            throw Problem.input("--sample is from 0 to 3600 seconds");
        }
        var path = writable();
        var saved = dump.given() ? dumped() : read();
        CatalogJson.write(mask ? masked(saved) : saved, path);
        progress().note("the twin of " + saved.catalog().database() + " is in " + path);
        return 0;
    }

    /** What pg_dump wrote; without statements it is still a twin to open. */
    private SavedTwin dumped() {
        if (target != null) {
            throw Problem.input("give a database or --schema-file FILE, not both");
        }
        var saved = dump.read(console, progress()).orElseThrow();
        return statements == null
                ? saved
                : new SavedTwin(
                        saved.catalog(),
                        TwinFileArgument.workload(saved, console.folder().resolve(statements)),
                        false);
    }

    private SavedTwin read() {
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        var stage = new AdviseStage(progress());
        var catalog = stage.catalogForAdvice(sessions);
        var folder = statements == null ? null : console.folder().resolve(statements);
        var workload = stage.workload(sessions, folder, folder == null ? Duration.ofSeconds(sample) : Duration.ZERO);
        workload.notes().forEach(progress()::note);
        return new SavedTwin(catalog, workload, false);
    }

    private SavedTwin masked(SavedTwin saved) {
        try (var step = progress().begin("mask the values")) {
            var masked = TwinMask.mask(saved, new SecureRandom());
            step.result("order and frequencies stay");
            return masked;
        }
    }

    /** Found out before anything is read. */
    private Path writable() {
        var path = console.folder().resolve(file).toAbsolutePath();
        var folder = path.getParent();
        if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
            throw Problem.input("the twin cannot be written to " + path);
        }
        return path;
    }
}
