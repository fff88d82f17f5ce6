package io.howdah.app.cli;

import io.howdah.app.stage.Advised;
import io.howdah.app.stage.Grown;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.PlanTree;
import io.howdah.app.text.StatementBrief;
import io.howdah.app.text.TextTable;
import io.howdah.app.text.TextTable.Align;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.growth.OutgrownPlan;
import io.howdah.engine.catalog.Relation;
import java.util.Comparator;
import java.util.List;

/** What changes between today and the size that advice was asked for, and why. */
final class GrowthText {

    private static final int TABLES = 8;
    private static final int PLANS = 5;

    private final Advised advised;
    private final Grown grown;
    private final Page page;

    private GrowthText(Advised advised, Grown grown, Page page) {
        this.advised = advised;
        this.grown = grown;
        this.page = page;
    }

    /** Nothing where the advice is for today. */
    static void write(Advised advised, Page page) {
        var grown = advised.grown();
        if (grown != null) {
            var text = new GrowthText(advised, grown, page);
            text.tables();
            text.outgrown();
            text.difference();
        }
    }

    private void tables() {
        page.heading("The advice below is for the size to come");
        var table = new TextTable()
                .column("rows now", Align.RIGHT)
                .column("then", Align.RIGHT)
                .column("table now", Align.RIGHT)
                .column("then", Align.RIGHT)
                .column("table", Align.FLEXIBLE);
        growing().stream()
                .limit(TABLES)
                .forEach(then -> advised.catalog()
                        .relation(then.name())
                        .ifPresent(now -> table.row(
                                Figures.brief(now.estimatedRows()),
                                Figures.brief(then.estimatedRows()),
                                Figures.bytes(now.heapBytes()),
                                Figures.bytes(then.heapBytes()),
                                then.name().toString())));
        page.table(2, table);
        if (growing().size() > TABLES) {
            page.line("  and " + Page.counted(growing().size() - TABLES, "other table", "other tables"));
        }
        grown.growth().notes().forEach(note -> page.hanging("  ", note));
    }

    private List<Relation> growing() {
        return grown.catalog().relations().stream()
                .filter(r -> grown.growth().factor(r.name()) != 1)
                .sorted(Comparator.comparingDouble(r -> -r.estimatedRows()))
                .toList();
    }

    private void outgrown() {
        if (grown.outgrown().isEmpty()) {
            page.blank();
            page.line("  No plan of today breaks on the way there.");
            return;
        }
        page.heading(
                "Plans of today that break on the way there " + page.style().dim("[estimated]"));
        grown.outgrown().stream().limit(PLANS).forEach(this::one);
        if (grown.outgrown().size() > PLANS) {
            page.line("  " + (grown.outgrown().size() - PLANS) + " more; --format json lists them all");
        }
    }

    private void one(OutgrownPlan plan) {
        page.hanging(
                page.style().yellow("  ! "),
                page.style().bold(StatementBrief.of(plan.statement().text())));
        page.hanging(
                "    ",
                "cost " + Figures.brief(plan.now().cost()) + " → "
                        + Figures.brief(plan.then().cost()) + " a call, with "
                        + Figures.factor(plan.rows(), 1) + " as many rows: " + plan.reason());
        if (!plan.now().shape().equals(plan.then().shape())) {
            page.line(page.style().dim("    now"));
            PlanTree.lines(plan.now(), page.width() - 6).forEach(line -> page.line("      " + line));
        }
        page.line(page.style().dim("    then"));
        PlanTree.lines(plan.then(), page.width() - 6).forEach(line -> page.line("      " + line));
    }

    private void difference() {
        page.heading("Against the advice for today");
        var today = subjects(grown.today());
        var then = subjects(advised.advisory());
        var only = then.stream().filter(s -> !today.contains(s)).toList();
        var gone = today.stream().filter(s -> !then.contains(s)).toList();
        only.forEach(s -> page.hanging("  only then   ", s));
        gone.forEach(s -> page.hanging("  only today  ", s));
        page.line("  " + Page.counted(then.size() - only.size(), "piece", "pieces") + " the same");
    }

    private static List<String> subjects(Advisory advisory) {
        return advisory.advice().stream()
                .map(Advice::finding)
                .map(f -> f.title())
                .toList();
    }
}
