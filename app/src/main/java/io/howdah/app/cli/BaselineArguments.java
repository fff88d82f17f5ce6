package io.howdah.app.cli;

import io.howdah.app.config.Baseline;
import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.engine.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which findings are known already. */
final class BaselineArguments {

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings of this file of --write-baseline do not count unless they have become graver.")
    private @Nullable Path known;

    @Option(names = "--write-baseline", paramLabel = "FILE", description = "Write what was found as a baseline.")
    private @Nullable Path toWrite;

    /** Reads and checks the files before anything is asked of the server. */
    Optional<Baseline> read(Path folder) {
        if (toWrite != null) {
            var parent = folder.resolve(toWrite).toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent) || Files.isDirectory(folder.resolve(toWrite))) {
                throw Problem.input("the baseline cannot be written to " + folder.resolve(toWrite));
            }
        }
        return Optional.ofNullable(known).map(file -> Baseline.read(folder.resolve(file)));
    }

    /** All findings, counting or known, are written. */
    void write(Inspection inspection, Path folder) {
        if (toWrite != null) {
            Baseline.of(inspection.risks()).write(folder.resolve(toWrite));
        }
    }
}
