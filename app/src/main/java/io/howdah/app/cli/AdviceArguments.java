package io.howdah.app.cli;

import io.howdah.app.config.ConfigFile;
import io.howdah.app.config.HealthConfig;
import io.howdah.app.config.Sieve;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.Advised;
import io.howdah.app.stage.CopyCheck;
import io.howdah.app.stage.Progress;
import io.howdah.app.stage.Rulebook;
import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.read.RowSampleReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
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

    @Option(
            names = "--copy",
            paramLabel = "DATABASE",
            description =
                    "Try the indexes on this copy of the database: they are built there in a transaction that is rolled"
                            + " back, the statements run with and without each, and what makes one slower is left out.")
    private @Nullable String copy;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Thresholds, and what to ignore; howdah.yaml of this folder unless given.")
    private @Nullable Path config;

    @Mixin
    private LogArgument log = new LogArgument();

    @Mixin
    private GrowthArguments growth = new GrowthArguments();

    Advised advise(Sessions sessions, Console console, Progress progress) {
        if (sample < 0 || sample > LONGEST_SAMPLING) {
            throw Problem.input("--sample is from 0 to 3600 seconds");
        }
        mustFit();
        var config = config(console);
        var stage = new AdviseStage(progress)
                .at(Thresholds.of(config.thresholds(), Rulebook.all()))
                .tryingOn(other(console, sessions));
        var catalog = stage.catalogForAdvice(sessions);
        var workload = log.with(
                stage.workload(sessions, folder(console), Duration.ofSeconds(sample)), catalog, console.folder());
        return counting(
                stage.lookingAt(new RowSampleReader(sessions, catalog))
                        .advise(catalog, workload, budget == null ? null : budget.bytes(), growth.of(catalog)),
                config);
    }

    /** Advice on a database in a file. */
    Advised advise(SavedTwin saved, Console console, Progress progress) {
        mustFit();
        var workload = log.with(TwinFileArgument.workload(saved, folder(console)), saved.catalog(), console.folder());
        var config = config(console);
        var advised = new AdviseStage(progress)
                .at(Thresholds.of(config.thresholds(), Rulebook.all()))
                .tryingOn(other(console, null))
                .advise(saved.catalog(), workload, budget == null ? null : budget.bytes(), growth.of(saved.catalog()));
        return counting(advised, config);
    }

    private void mustFit() {
        if (copy != null && growth.isAsked()) {
            throw Problem.input("--copy tries indexes on the rows that are there, not on those to come: leave out --at"
                    + " and --growth, or --copy");
        }
    }

    private @Nullable Sessions other(Console console, @Nullable Sessions itself) {
        if (copy == null) {
            return null;
        }
        var other = new ServerSessions(new ConnectionArguments().settings(copy, console.variables()));
        if (itself != null) {
            CopyCheck.mustDiffer(itself, other);
        }
        return other;
    }

    private HealthConfig config(Console console) {
        return ConfigFile.usual(console.folder(), config, Rulebook.all());
    }

    /** Without what was declined. */
    private static Advised counting(Advised advised, HealthConfig config) {
        var today = Time.SYSTEM.now().atZone(ZoneOffset.UTC).toLocalDate();
        var sieve = new Sieve(config.ignored(), Optional.empty(), today);
        return advised.settingAside(sieve::reason, sieve.remarks());
    }

    private @Nullable Path folder(Console console) {
        return statements == null ? null : console.folder().resolve(statements);
    }
}
