package io.howdah.app.cli;

import io.howdah.app.stage.DumpStage;
import io.howdah.app.stage.Progress;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.SavedTwin;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A database that is read from files of pg_dump. */
final class DumpArguments {

    @Option(
            names = "--schema-file",
            paramLabel = "FILE",
            description = "Take the database from a file of 'pg_dump --schema-only' and not from a server.")
    private @Nullable Path schema;

    @Option(
            names = "--statistics-file",
            paramLabel = "FILE",
            description = "Its statistics, by 'pg_dump --statistics-only' of version 18 or later.")
    private @Nullable Path statistics;

    /** Empty where no file was given. */
    Optional<SavedTwin> read(Console console, Progress progress) {
        if (!given()) {
            return Optional.empty();
        }
        if (schema == null) {
            throw Problem.input("--statistics-file goes with --schema-file FILE");
        }
        var folder = console.folder();
        return Optional.of(new DumpStage(progress)
                .read(folder.resolve(schema), statistics == null ? null : folder.resolve(statistics)));
    }

    boolean given() {
        return schema != null || statistics != null;
    }
}
