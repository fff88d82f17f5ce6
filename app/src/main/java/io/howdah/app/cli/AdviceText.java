package io.howdah.app.cli;

import io.howdah.app.stage.AdviceId;
import io.howdah.app.stage.Advised;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.StatementBrief;
import io.howdah.app.text.TextTable;
import io.howdah.app.text.TextTable.Align;
import io.howdah.app.text.Wrap;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory.StatementOutlook;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.catalog.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code howdah advise} says: the summary first, then each advice, then what became slower or was not judged. */
final class AdviceText {

    /** A cost this much above the old one is more than rounding. */
    private static final double SLOWER = 1.005;

    private static final int STATEMENTS = 12;
    private static final int KEPT = 12;

    private final Advised advised;
    private final Page page;

    private AdviceText(Advised advised, Page page) {
        this.advised = advised;
        this.page = page;
    }

    static void write(Advised advised, Page page) {
        var text = new AdviceText(advised, page);
        text.summary();
        text.unseen();
        GrowthText.write(advised, page);
        var tried = advised.tried();
        if (tried != null) {
            TriedText.write(tried, page);
        }
        text.slower();
        text.advice();
        text.findings();
        text.kept();
        text.statements();
        text.notAdvised();
    }

    /** The pieces of advice only, for a face that has a summary of its own. */
    static void writeAdvice(Advised advised, Page page) {
        new AdviceText(advised, page).advice();
    }

    private void summary() {
        var catalog = advised.catalog();
        var workload = advised.workload();
        var advisory = advised.advisory();
        var since = workload.since();
        page.line(page.style().bold(catalog.database()) + " on PostgreSQL "
                + catalog.server().version() + ", " + Figures.bytes(catalog.databaseBytes()));
        double calls =
                workload.statements().stream().mapToDouble(Statement::calls).sum();
        row(
                "workload",
                Page.counted(workload.statements().size(), "statement", "statements") + " from " + workload.source()
                        + ", " + Figures.brief(calls) + " calls"
                        + (since == null ? "" : " in " + Figures.duration(Duration.between(since, workload.until()))));
        row("cost", cost());
        row("advice", sizes());
        if (!advisory.notAdvised().isEmpty()) {
            row(
                    "not judged",
                    Page.counted(advisory.notAdvised().size(), "statement", "statements") + ", listed at the end");
        }
    }

    private void row(String label, String text) {
        page.hanging("  " + page.style().dim(String.format("%-11s ", label)), text);
    }

    private String cost() {
        var advisory = advised.advisory();
        if (advisory.statements().isEmpty()) {
            return "not known, since no statement could be judged";
        }
        return Figures.brief(advisory.costBefore()) + " → " + page.style().bold(Figures.brief(advisory.costAfter()))
                + ", "
                + page.style().boldGreen(Figures.factor(advisory.costBefore(), advisory.costAfter()))
                + " less, as the planner estimates it for all calls together "
                + page.style().dim("[estimated]");
    }

    private String sizes() {
        var advice = advised.advisory().advice();
        if (advice.isEmpty()) {
            return "none: no change was found that pays";
        }
        long more =
                advice.stream().mapToLong(Advice::sizeBytes).filter(b -> b > 0).sum();
        long less =
                -advice.stream().mapToLong(Advice::sizeBytes).filter(b -> b < 0).sum();
        return Page.counted(advice.size(), "piece", "pieces") + ", needing " + Figures.bytes(more)
                + " of disk and freeing " + Figures.bytes(less);
    }

    private void unseen() {
        if (advised.unseen().isEmpty()) {
            return;
        }
        page.heading("What could not be seen");
        advised.unseen().forEach(note -> page.hanging(page.style().yellow("  ! "), note));
    }

    private void slower() {
        var slower = advised.advisory().statements().stream()
                .filter(s -> s.costAfter() > s.costBefore() * SLOWER)
                .toList();
        if (!slower.isEmpty()) {
            page.heading("Statements that would become slower");
            page.table(2, table(slower));
        }
    }

    private void advice() {
        var advice = advised.advisory().advice();
        if (!advice.isEmpty()) {
            page.heading("Advice, the most useful first");
        }
        for (int i = 0; i < advice.size(); i++) {
            page.blank();
            one(i + 1, advice.get(i));
        }
    }

    private void one(int number, Advice advice) {
        var finding = advice.finding();
        page.hanging(
                String.format("%3d  ", number) + SeverityText.of(finding.severity(), page.style()) + " ",
                page.style().bold(finding.title()) + "  " + page.style().dim(AdviceId.of(finding)));
        page.paragraph(5, finding.why());
        evidence(finding);
        advice.notes().forEach(note -> page.hanging("     " + page.style().yellow("! "), note));
        advice.sql().forEach(sql -> page.sql(5, "", sql));
        advice.undoSql().forEach(sql -> page.sql(5, page.style().dim("undo: "), sql));
    }

    private void evidence(Finding finding) {
        for (var evidence : finding.evidence()) {
            page.hanging("     " + page.style().dim(label(evidence)) + " ", evidence.text());
        }
    }

    private static String label(Evidence evidence) {
        return "[" + evidence.label().name().toLowerCase(Locale.ROOT) + "]";
    }

    private void findings() {
        var findings = advised.advisory().findings();
        if (findings.isEmpty()) {
            return;
        }
        page.heading("Seen, for you to decide");
        for (var finding : findings) {
            page.blank();
            page.hanging(
                    "     " + SeverityText.of(finding.severity(), page.style()) + " ",
                    page.style().bold(finding.title()));
            page.paragraph(5, finding.why());
            evidence(finding);
            DecisionText.write(finding, 5, page);
            page.hanging("     ", page.style().dim(finding.key()));
        }
    }

    private void kept() {
        var kept = advised.advisory().kept();
        if (kept.isEmpty()) {
            return;
        }
        page.heading("Indexes that look as if they could go, and stay");
        kept.stream().limit(KEPT).forEach(k -> page.hanging("  " + page.style().bold(k.index()) + "  ", k.reason()));
        if (kept.size() > KEPT) {
            page.line("  " + (kept.size() - KEPT) + " more; --format json lists them all");
        }
    }

    private void statements() {
        var gaining = advised.advisory().statements().stream()
                .filter(s -> s.costAfter() < s.costBefore())
                .toList();
        if (gaining.isEmpty()) {
            return;
        }
        page.heading("Statements that gain, the most first " + page.style().dim("[estimated]"));
        page.table(2, table(gaining.stream().limit(STATEMENTS).toList()));
        int others = advised.advisory().statements().size() - Math.min(STATEMENTS, gaining.size());
        if (others > 0) {
            page.line("  " + Page.counted(others, "other statement gains", "other statements gain")
                    + " less or nothing; --format json lists them all");
        }
    }

    private static TextTable table(List<StatementOutlook> outlooks) {
        var table = new TextTable()
                .column("calls", Align.RIGHT)
                .column("cost before", Align.RIGHT)
                .column("after", Align.RIGHT)
                .column("less", Align.RIGHT)
                .column("statement", Align.FLEXIBLE);
        outlooks.forEach(o -> table.row(
                Figures.brief(o.statement().calls()),
                Figures.brief(o.costBefore()),
                Figures.brief(o.costAfter()),
                Figures.factor(o.costBefore(), o.costAfter()),
                StatementBrief.of(o.statement().text())));
        return table;
    }

    private void notAdvised() {
        var byReason = advised.advisory().notAdvised().stream()
                .collect(Collectors.groupingBy(NotAdvised::reason, TreeMap::new, Collectors.toList()));
        if (byReason.isEmpty()) {
            return;
        }
        page.heading("Not judged");
        byReason.forEach((reason, statements) -> {
            page.hanging(page.style().yellow("  ! "), reason);
            statements.forEach(s -> page.line("      " + Wrap.cut(s.statement(), page.width() - 6)));
        });
    }
}
