package io.howdah.app.cli;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.SavedTwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A database that is read from a file. */
final class TwinFileArgument {

    @Option(
            names = "--twin",
            paramLabel = "FILE",
            description = "Take the database from a file of 'howdah twin save' and not from a server.")
    private @Nullable Path file;

    /** @param target the database that was named; not both */
    Optional<SavedTwin> read(@Nullable String target, Console console) {
        if (file == null) {
            return Optional.empty();
        }
        if (target != null) {
            throw Problem.input("give a database or --twin FILE, not both");
        }
        return Optional.of(read(console.folder().resolve(file)));
    }

    static SavedTwin read(Path file) {
        if (Files.isDirectory(file)) {
            throw Problem.input(file + " is a folder and not a twin");
        }
        return CatalogJson.readTwin(file);
    }
}
