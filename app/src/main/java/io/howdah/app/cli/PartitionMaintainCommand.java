package io.howdah.app.cli;

import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.json.PlanDocument;
import io.howdah.app.stage.PartitionStage;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.LockBudget;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.ServerSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah partition maintain}. */
@CommandLine.Command(
        name = "maintain",
        description = {
            "Makes partitions ahead, gives rows of the default partition their own, takes old partitions away, analyzes the"
                    + " whole: what the policies of the tables say.",
            "Asks nothing; made for cron. Several at a time do no harm."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah partition maintain -d shop                 all tables that have a policy",
            "  howdah partition maintain -d shop --dry-run       what would be done",
            "  howdah partition maintain events -d shop --undo-window 3d"
        })
final class PartitionMaintainCommand extends TableCommand {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "The table, with its schema where it needs one.")
    private @Nullable String table;

    @Option(names = "--dry-run", description = "Show the steps with their SQL and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--undo-window",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description =
                    "Keep old partitions so long detached before they are dropped, such as 3d; not at all unless given.")
    private @Nullable Span undoWindow;

    @Option(
            names = "--max-writer-wait",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "Make no writer wait longer than so; 100ms unless given.")
    private @Nullable Span writerWait;

    PartitionMaintainCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var sessions = new ServerSessions(connection.settings(null, console.variables()));
        var partitions = new Partitions(sessions);
        var tables = table == null ? partitions.kept() : List.of(named(sessions, table));
        var stage = new PartitionStage(sessions, options(), progress());
        if (dryRun) {
            show(stage, tables);
        } else {
            stage.finishWhatIsDue();
            tables.forEach(stage::maintain);
            show(stage, tables.isEmpty());
        }
        stage.mustBeComplete(() -> "Not all could be done");
        return 0;
    }

    private ApplyOptions options() {
        var options =
                ApplyOptions.of(Version.tool()).undoWindow(undoWindow == null ? Duration.ZERO : undoWindow.duration());
        if (writerWait == null) {
            return options;
        }
        if (writerWait.duration().compareTo(Duration.ofMillis(10)) < 0) {
            throw Problem.input("--max-writer-wait is 10ms at least");
        }
        return options.lockBudget(LockBudget.DEFAULT.writer(writerWait.duration()));
    }

    private void show(PartitionStage stage, List<QualifiedName> tables) {
        var steps = new ArrayList<PlannedStep>();
        tables.forEach(name -> steps.addAll(stage.plan(name)));
        if (json()) {
            answer(Json.write(PlanDocument.of(steps)));
            return;
        }
        var page = page();
        if (steps.isEmpty()) {
            page.line("There is nothing to do.");
        }
        StepsText.write(steps, page);
        answer(page.toString());
    }

    private void show(PartitionStage stage, boolean none) {
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(stage.done())));
            return;
        }
        var page = page();
        if (stage.done().isEmpty()) {
            page.line(none ? "No table has a policy; see howdah partition status." : "There was nothing to do.");
        }
        stage.done().forEach(application -> ApplicationText.write(application, page));
        answer(page.toString());
    }
}
