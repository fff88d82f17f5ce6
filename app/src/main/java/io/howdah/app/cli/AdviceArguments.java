package io.howdah.app.cli;

import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.Advised;
import io.howdah.app.stage.Progress;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.read.RowSampleReader;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What advice is drawn from and how much it may cost. */
final class AdviceArguments {

    private static final int LONGEST_SAMPLING = 3600;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Disk for new indexes, such as 250MB; a quarter of the database unless given.")
    private @Nullable ByteSize budget;

    @Option(
            names = "--statements",
            paramLabel = "DIR",
            description = "Folder of .sql files, one statement each, instead of pg_stat_statements;"
                    + " a first line '-- weight: 3' says how often it runs.")
    private @Nullable Path statements;

    @Option(
            names = "--sample",
            paramLabel = "SECONDS",
            description = "How long to watch pg_stat_activity for the texts that are really sent, whose constants"
                    + " pg_stat_statements hides; 5 unless given, 0 for one look.")
    private int sample = 5;

    @Mixin
    private GrowthArguments growth = new GrowthArguments();

    Advised advise(Sessions sessions, Console console, Progress progress) {
        if (sample < 0 || sample > LONGEST_SAMPLING) {
            throw Problem.input("--sample is from 0 to 3600 seconds");
        }
        var stage = new AdviseStage(progress);
        var catalog = stage.catalogForAdvice(sessions);
        var workload = stage.workload(sessions, folder(console), Duration.ofSeconds(sample));
        return stage.lookingAt(new RowSampleReader(sessions, catalog))
                .advise(catalog, workload, budget == null ? null : budget.bytes(), growth.of(catalog));
    }

    /** Advice on a database in a file. */
    Advised advise(SavedTwin saved, Console console, Progress progress) {
        var workload = TwinFileArgument.workload(saved, folder(console));
        return new AdviseStage(progress).advise(saved.catalog(), workload, budget == null ? null : budget.bytes());
    }

    private @Nullable Path folder(Console console) {
        return statements == null ? null : console.folder().resolve(statements);
    }
}
