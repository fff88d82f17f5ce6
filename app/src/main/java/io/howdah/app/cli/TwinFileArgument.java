package io.howdah.app.cli;

import io.howdah.app.stage.Progress;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.StatementFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A database that is read from a file of ours, or from those of pg_dump. */
final class TwinFileArgument {

    @Option(
            names = "--twin",
            paramLabel = "FILE",
            description = "Take the database from a file of 'howdah twin save' and not from a server.")
    private @Nullable Path file;

    @Mixin
    private DumpArguments dump = new DumpArguments();

    /** @param target the database that was named; not both */
    Optional<SavedTwin> read(@Nullable String target, Console console, Progress progress) {
        if (target != null && (file != null || dump.given())) {
            throw Problem.input(
                    "give a database or " + (file == null ? "--schema-file" : "--twin") + " FILE, not both");
        }
        if (file == null) {
            return dump.read(console, progress);
        }
        if (dump.given()) {
            throw Problem.input("give --twin FILE or --schema-file FILE, not both");
        }
        return Optional.of(read(console.folder().resolve(file)));
    }

    /**
     * What runs on such a database.
     *
     * @param folder statements to take instead of those in the file
     */
    static Workload workload(SavedTwin saved, @Nullable Path folder) {
        if (folder != null) {
            return StatementFiles.read(folder, saved.catalog().readAt());
        }
        if (saved.workload().statements().isEmpty()) {
            throw Problem.input(saved.workload().source() + " has no statements; give --statements DIR");
        }
        return saved.workload();
    }

    static SavedTwin read(Path file) {
        if (Files.isDirectory(file)) {
            throw Problem.input(file + " is a folder and not a twin");
        }
        return CatalogJson.readTwin(file);
    }
}
