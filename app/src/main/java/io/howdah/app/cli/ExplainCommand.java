package io.howdah.app.cli;

import io.howdah.app.json.ExplainDocument;
import io.howdah.app.json.Json;
import io.howdah.app.stage.ExplainStage;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.PlanTree;
import io.howdah.app.text.StatementBrief;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.query.PlanReading;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.Explained;
import io.howdah.engine.read.ExplainedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah explain}. */
@CommandLine.Command(
        name = "explain",
        description =
                "Reads plans: what EXPLAIN (ANALYZE, BUFFERS) printed, as text or JSON, or a server log with plans of"
                        + " auto_explain (stderr, csvlog, jsonlog). Says where the time went and why. Needs no server. With --run"
                        + " it runs the statement of the file, or without a file the costliest statements of the workload, in"
                        + " read-only transactions and within a time limit.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  psql -XqAt -d shop -c 'explain (analyze, buffers) select …' | howdah explain -",
            "  howdah explain postgresql.log --top 5      the five slowest plans of a log",
            "  howdah explain --run -d shop query.sql     runs the statement, read only",
            "  howdah explain --run -d shop --top 5       runs the five costliest statements of the workload"
        })
final class ExplainCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private ValuesArgument values = new ValuesArgument();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file; - for standard input.")
    private @Nullable String file;

    @Option(names = "--run", description = "Run statements on the server, in read-only transactions.")
    private boolean run;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description = "How long a statement may run; 10 unless given.")
    private int seconds = 10;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many plans to show, the slowest first; 10 unless given.")
    private int top = 10;

    ExplainCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (seconds < 1) {
            throw Problem.input("--time-limit must be at least 1 second");
        }
        var all = run ? ran() : ExplainedFiles.read(content(named()), named());
        var plans = values.redaction().of(all).stream()
                .sorted((one, other) -> Double.compare(millis(other), millis(one)))
                .limit(Math.max(1, top))
                .toList();
        answer(json() ? Json.write(ExplainDocument.of(plans)) : text(plans));
        return 0;
    }

    private List<Explained> ran() {
        var sessions = new ServerSessions(connection.settings(null, console.variables()));
        var stage = new ExplainStage(sessions, Duration.ofSeconds(seconds), progress());
        return file == null ? stage.costliest(Math.max(1, top)) : stage.statement(content(file));
    }

    private String named() {
        if (file == null) {
            throw Problem.input("name the file with the plan, - for standard input; or give --run");
        }
        return file;
    }

    private String content(String file) {
        try {
            if (file.equals("-")) {
                return new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
            }
            var path = console.folder().resolve(file);
            if (!Files.isRegularFile(path)) {
                throw Problem.input("there is no file " + path);
            }
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read " + file, e);
        }
    }

    private static double millis(Explained explained) {
        var run = explained.plan().executionMs();
        return Objects.requireNonNullElse(explained.durationMs(), run == null ? 0 : run);
    }

    private String text(List<Explained> plans) {
        var page = page();
        for (var explained : plans) {
            var statement = explained.statement();
            page.heading(statement == null ? "Plan" : StatementBrief.of(statement));
            if (millis(explained) > 0) {
                page.line("  " + Figures.millis(millis(explained)));
            }
            PlanTree.lines(explained.plan(), page.width() - 2).forEach(l -> page.line("  " + l));
            page.blank();
            findings(PlanReading.of(explained.plan(), explained.jitMs()), explained, page);
        }
        return page.toString();
    }

    private static void findings(List<Finding> findings, Explained explained, Page page) {
        if (findings.isEmpty()) {
            page.paragraph(
                    2,
                    explained.plan().root().actual() == null
                            ? "The plan was not run; EXPLAIN (ANALYZE, BUFFERS) says where the time goes."
                            : "Nothing in it stands out.");
        }
        for (var finding : findings) {
            var label = "  " + SeverityText.of(finding.severity(), page.style()) + " ";
            page.hanging(
                    label,
                    Figures.percent(finding.cost().timeShare()) + " of the time: " + finding.subject() + " "
                            + finding.title() + ". " + finding.why());
        }
    }
}
