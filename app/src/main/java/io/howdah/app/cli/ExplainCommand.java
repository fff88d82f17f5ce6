package io.howdah.app.cli;

import io.howdah.app.json.ExplainDocument;
import io.howdah.app.json.Json;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.PlanTree;
import io.howdah.app.text.StatementBrief;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.query.PlanReading;
import io.howdah.engine.read.Explained;
import io.howdah.engine.read.ExplainedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah explain}. */
@CommandLine.Command(
        name = "explain",
        description =
                "Reads plans: what EXPLAIN (ANALYZE, BUFFERS) printed, as text or JSON, or a server log with plans of"
                        + " auto_explain (stderr, csvlog, jsonlog). Says where the time went and why. Needs no server.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  psql -XqAt -d shop -c 'explain (analyze, buffers) select …' | howdah explain -",
            "  howdah explain postgresql.log --top 5      the five slowest plans of a log"
        })
final class ExplainCommand extends Command {

    @Parameters(arity = "1", paramLabel = "FILE", description = "The file; - for standard input.")
    private String file = "";

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
        var plans = ExplainedFiles.read(content(), file).stream()
                .sorted((one, other) -> Double.compare(millis(other), millis(one)))
                .limit(Math.max(1, top))
                .toList();
        answer(json() ? Json.write(ExplainDocument.of(plans)) : text(plans));
        return 0;
    }

    private String content() {
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
