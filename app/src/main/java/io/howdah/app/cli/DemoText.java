package io.howdah.app.cli;

import io.howdah.app.demo.DemoResult;
import io.howdah.app.stage.AdviceId;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.StatementBrief;
import io.howdah.app.text.Style;
import io.howdah.app.text.TextTable;
import io.howdah.app.text.TextTable.Align;
import io.howdah.engine.verify.Measured;
import io.howdah.engine.verify.StatementComparison;
import org.jspecify.annotations.Nullable;

/** What {@code howdah demo} says at its end: the figure first, then statements, changes, and what the application felt. */
final class DemoText {

    private final DemoResult result;
    private final Page page;
    private final Style style;

    private DemoText(DemoResult result, Page page) {
        this.result = result;
        this.page = page;
        this.style = page.style();
    }

    static void write(DemoResult result, Page page) {
        var text = new DemoText(result, page);
        text.headline();
        text.statements();
        text.changes();
        text.meanwhile();
        text.unseen();
    }

    private void headline() {
        page.hanging(
                "",
                style.bold(result.options().sample() + ": ")
                        + "the same " + Figures.count(result.before().calls()) + " calls took "
                        + style.bold(Figures.millis(result.beforeMs())) + " before and "
                        + style.bold(Figures.millis(result.afterMs())) + " after: "
                        + style.boldGreen(Figures.factor(result.beforeMs(), result.afterMs()) + " less") + " "
                        + style.dim("[measured]")
                        + (result.application() == null ? "; nothing was left to change" : ""));
    }

    private void statements() {
        var slower = result.comparison().slower().size();
        page.heading("Statements " + style.dim(slower == 0 ? "(none became slower)" : "(slower ones first)"));
        var table = new TextTable()
                .column("calls", Align.RIGHT)
                .column("mean before", Align.RIGHT)
                .column("after", Align.RIGHT)
                .column("p95 before", Align.RIGHT)
                .column("after", Align.RIGHT)
                .column("less", Align.RIGHT)
                .column("statement", Align.FLEXIBLE);
        result.compared().forEach(s -> row(s, table));
        page.table(2, table);
    }

    private void row(StatementComparison s, TextTable table) {
        table.row(
                s.before() == null ? "0" : Figures.count(s.before().calls()),
                mean(s.before()),
                mean(s.after()),
                p95(s.before()),
                p95(s.after()),
                factor(s),
                StatementBrief.of(s.text()));
    }

    private String factor(StatementComparison s) {
        return switch (s.trend()) {
            case SLOWER -> style.boldRed(Figures.digits(s.ratio()) + "× more");
            case FASTER -> style.green(Figures.digits(1 / s.ratio()) + "×");
            case SAME, UNKNOWN -> style.dim("same");
        };
    }

    private static String mean(@Nullable Measured measured) {
        return measured == null ? "–" : Figures.millis(measured.meanMs());
    }

    private static String p95(@Nullable Measured measured) {
        var p95 = measured == null ? null : measured.p95Ms();
        return p95 == null ? "–" : Figures.millis(p95);
    }

    private void changes() {
        if (result.verdicts().isEmpty()) {
            page.heading("No change was found that pays.");
            return;
        }
        page.heading("Changes, each judged by the statements that it was made for");
        for (var verdict : result.verdicts()) {
            var finding = verdict.advice().finding();
            page.blank();
            page.hanging(
                    "  " + word(verdict) + " ", style.bold(finding.title()) + "  " + style.dim(AdviceId.of(finding)));
            page.paragraph(13, verdict.judgement().why() + ".");
            verdict.advice().sql().forEach(sql -> page.sql(13, "", sql));
        }
    }

    private String word(DemoResult.Verdict verdict) {
        return switch (verdict.judgement().verdict()) {
            case HELPED -> style.boldGreen("helped    ");
            case NO_EFFECT ->
                verdict.advice().statements().isEmpty() ? style.green("no harm   ") : style.dim("no effect ");
            case HARMED -> style.boldRed("harmed    ");
            case NOT_ENOUGH_EVIDENCE -> style.yellow("uncertain ");
        };
    }

    private void meanwhile() {
        var during = result.during();
        if (during == null) {
            return;
        }
        page.heading("The application, while the changes were made");
        var stall = result.longestStallMs();
        page.paragraph(
                2,
                Figures.count(during.calls()) + " calls in " + Figures.duration(during.wall()) + ", "
                        + Page.counted(result.errors(), "error", "errors") + ", "
                        + (stall == 0
                                ? "no wait for a lock of ours and no call more than 200 ms above its usual p99"
                                : "the longest stall " + Figures.millis(stall))
                        + ".");
        during.errors().stream()
                .limit(3)
                .forEach(e -> page.hanging(style.boldRed("  ! "), e.during() + ": " + e.message()));
        result.stalls().stream()
                .limit(3)
                .forEach(s -> page.hanging(
                        style.yellow("  ! "),
                        s.statement() + " took " + Figures.millis(s.ms()) + ", usually up to "
                                + Figures.millis(s.usualMs())));
    }

    private void unseen() {
        if (!result.advised().unseen().isEmpty()) {
            page.heading("What could not be seen or judged");
            result.advised().unseen().forEach(note -> page.hanging(style.yellow("  ! "), note));
        }
    }
}
