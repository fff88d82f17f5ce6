package io.howdah.app.cli;

import io.howdah.app.config.Baseline;
import io.howdah.app.config.HealthConfig;
import io.howdah.app.config.Sieve;
import io.howdah.app.html.HealthReport;
import io.howdah.app.json.InspectDocument;
import io.howdah.app.json.Json;
import io.howdah.app.report.JUnitReport;
import io.howdah.app.report.NagiosReport;
import io.howdah.app.report.SarifReport;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.InspectStage;
import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.stage.Machines;
import io.howdah.app.stage.Redaction;
import io.howdah.app.stage.Rulebook;
import io.howdah.app.stage.WorkloadPlans;
import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.PoolerReader;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.engine.sql.Constants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah inspect}. */
@CommandLine.Command(
        name = "inspect",
        description = "The health of a database: the ten lines that matter, then everything. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah inspect -h /var/run/postgresql -d shop",
            "  howdah inspect postgres://me@db/shop --memory 64GB --cores 16 --disk nvme   settings for that machine",
            "  howdah inspect -d shop --format html > shop.html",
            "  howdah inspect -d shop --fail-on critical --baseline known.json   for a nightly job: exit code 1",
            "  howdah inspect -d shop --format nagios                            exit code 0, 1, 2 or 3",
            "  howdah inspect -d shop --sample 30 --log postgresql.log           loops of sessions, plans that changed",
            "  howdah inspect -d shop --pooler postgres://stats@localhost:6432   clients that wait for a connection",
            "  howdah inspect -d shop --save shop.json                           the catalog as a file"
        })
final class InspectCommand extends ConsoleCommand {

    private static final int LONGEST_SAMPLING = 3600;

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private InspectArguments terms = new InspectArguments();

    @Mixin
    private BaselineArguments baseline = new BaselineArguments();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "text",
            converter = InspectFormat.Converter.class,
            description = "Form of the answer: text, json, html, sarif, junit or nagios; text unless given.")
    private InspectFormat format = InspectFormat.TEXT;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the catalog to a file as JSON.")
    private @Nullable Path save;

    @Option(
            names = "--without-plans",
            description = "Do not plan the statements on a copy without rows; rules that go by plans then see less.")
    private boolean withoutPlans;

    @Mixin
    private LogArgument log = new LogArgument();

    @Option(
            names = "--sample",
            paramLabel = "SECONDS",
            description =
                    "How long to watch pg_stat_activity for the texts that are sent and the order in which sessions send them;"
                            + " 0 unless given, for one look.")
    private int sample;

    @Option(
            names = "--pooler",
            paramLabel = "URI",
            description =
                    "The PgBouncer before the server, with a user of its stats_users: which clients wait is seen there only.")
    private @Nullable String pooler;

    @Option(names = "--list-thresholds", description = "Print every threshold with its source, and end.")
    private boolean listThresholds;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = SeverityChoice.class,
            description = "Exit code 1 where a finding this grave counts: critical, warning, notice or info.")
    private @Nullable Severity failOn;

    InspectCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (listThresholds) {
            answer(ThresholdText.of(Rulebook.all()));
            return 0;
        }
        if (format == InspectFormat.NAGIOS && failOn != null) {
            throw Problem.input("--fail-on does not go with --format nagios, whose exit codes are those of Nagios");
        }
        if (sample < 0 || sample > LONGEST_SAMPLING) {
            throw Problem.input("--sample is from 0 to 3600 seconds");
        }
        var config = terms.config(console.folder(), Rulebook.all());
        var thresholds = terms.thresholds(config, Rulebook.all());
        var known = baseline.read(console.folder());
        var inspection = counting(inspect(config, thresholds), config, known);
        answer(text(new Redaction(Constants.HIDDEN).of(inspection.withCommands(connection.words(target)))));
        return exitCode(inspection);
    }

    private Inspection inspect(HealthConfig config, Thresholds thresholds) {
        var settings = connection.settings(target, console.variables());
        var sessions = new ServerSessions(settings);
        var stage = new AdviseStage(progress());
        var catalog = stage.catalogForInspection(sessions);
        save(catalog);
        var shown = pooler();
        var workload = log.with(stage.workload(sessions, null, Duration.ofSeconds(sample)), catalog, console.folder());
        var machine = Machines.of(config.machine(), settings, catalog);
        var scene = new Scene(catalog, workload, thresholds, machine.known()).behind(shown);
        try (var plans = plans(sessions, catalog, workload)) {
            return new InspectStage(Rulebook.all())
                    .inspect(scene.planning(plans.planned()))
                    .remarking(machine.remarks())
                    .remarking(plans.remarks());
        }
    }

    private @Nullable Pooler pooler() {
        if (pooler == null) {
            return null;
        }
        var place = ConnectionArguments.pooler(pooler, console.variables());
        try (var step = progress().begin("look at the pooler")) {
            var shown = PoolerReader.read(place);
            step.result("PgBouncer " + shown.version() + ", "
                    + Page.counted(shown.databases().size(), "database", "databases") + ", "
                    + Page.counted(shown.clients(), "client", "clients"));
            return shown;
        }
    }

    private WorkloadPlans plans(ServerSessions sessions, Catalog catalog, Workload workload) {
        return withoutPlans
                ? WorkloadPlans.none()
                : WorkloadPlans.of(catalog, workload, new RowSampleReader(sessions, catalog), progress());
    }

    private Inspection counting(Inspection all, HealthConfig config, Optional<Baseline> known) {
        baseline.write(all, console.folder());
        var today = Time.SYSTEM.now().atZone(ZoneOffset.UTC).toLocalDate();
        var sieve = new Sieve(config.ignored(), known, today);
        return all.settingAside(sieve::reason).remarking(sieve.remarks());
    }

    private String text(Inspection inspection) {
        return switch (format) {
            case TEXT -> {
                var page = page();
                InspectText.write(inspection, page);
                yield page.toString();
            }
            case JSON -> Json.write(InspectDocument.of(inspection));
            case HTML -> HealthReport.of(inspection);
            case SARIF -> SarifReport.of(inspection, Version.number());
            case JUNIT -> JUnitReport.of(inspection, failOn == null ? Severity.WARNING : failOn);
            case NAGIOS -> NagiosReport.of(inspection);
        };
    }

    private int exitCode(Inspection inspection) {
        if (format == InspectFormat.NAGIOS) {
            return NagiosReport.exitCode(inspection);
        }
        var limit = failOn;
        boolean fails = limit != null
                && inspection.risks().stream().anyMatch(f -> f.severity().compareTo(limit) <= 0);
        return fails ? 1 : 0;
    }

    private void save(Catalog catalog) {
        if (save == null) {
            return;
        }
        var file = console.folder().resolve(save).toAbsolutePath();
        var folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw Problem.input("the catalog cannot be written to " + file);
        }
        CatalogJson.write(catalog, file);
        progress().note("the catalog is in " + file);
    }
}
