package io.howdah.app.cli;

import io.howdah.app.stage.WhatIfStage;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.PlanTree;
import io.howdah.app.text.Wrap;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.prove.Outcome;

/** Plans now and then, as trees; a plan that keeps its shape is shown once. */
final class WhatIfText {

    private WhatIfText() {}

    static void write(WhatIfStage.Result result, int top, Page page) {
        page.line(page.style().bold(result.catalog().database()) + " on PostgreSQL "
                + result.catalog().server().version() + ", if it were otherwise "
                + page.style().dim("[estimated]"));
        wishes(result, page);
        result.outlooks().stream().limit(top).forEach(outlook -> one(outlook, page));
        if (result.outlooks().size() > top) {
            page.blank();
            page.line((result.outlooks().size() - top) + " cheaper statements are not shown; --top N shows more");
        }
        if (!result.failed().isEmpty()) {
            page.heading("Not planned");
            result.failed().forEach(f -> {
                page.hanging(page.style().yellow("  ! "), f.reason());
                page.line("      " + Wrap.cut(f.statement(), page.width() - 6));
            });
        }
    }

    private static void wishes(WhatIfStage.Result result, Page page) {
        var wishes = result.wishes();
        wishes.rows()
                .forEach((table, rows) -> page.line("  " + table + ": "
                        + Figures.count(result.catalog()
                                .relation(table)
                                .map(Relation::estimatedRows)
                                .orElse(0.0)) + " rows now, "
                        + page.style().bold(Figures.count(rows)) + " then"));
        result.indexes()
                .forEach(index -> page.line("  with an index on " + index.definition() + ", about "
                        + Figures.bytes(index.sizeBytes()) + (index.sizeUnseen() ? " by the statistics alone" : "")));
        wishes.hidden().forEach(index -> page.line("  without " + index));
        wishes.settings().forEach((name, value) -> page.line("  " + name + " = " + value));
        wishes.structures().forEach(structure -> page.line("  " + structure));
        if (wishes.major() != null) {
            page.line("  planned as PostgreSQL " + wishes.major() + " does");
        }
        result.notes().forEach(note -> page.hanging(page.style().yellow("  ! "), note));
    }

    private static void one(WhatIfStage.Outlook outlook, Page page) {
        page.heading(Wrap.cut(outlook.statement().text(), page.width()));
        var change = "cost " + Figures.brief(outlook.now().cost()) + " → "
                + Figures.brief(outlook.then().cost()) + " ("
                + Figures.factor(outlook.then().cost(), outlook.now().cost()) + ")";
        if (outlook.isSame()) {
            page.line("  " + change + ", the same plan:");
            tree(outlook.then(), page);
            return;
        }
        page.line("  " + change + ", " + page.style().yellow("another plan") + "; now:");
        tree(outlook.now(), page);
        page.line("  then:");
        tree(outlook.then(), page);
        measured(outlook, page);
    }

    private static void measured(WhatIfStage.Outlook outlook, Page page) {
        switch (outlook.measured()) {
            case null -> {}
            case Outcome.SameRows same ->
                page.line("  "
                        + page.style()
                                .bold(Figures.millis(same.whole().beforeMs()) + " → "
                                        + Figures.millis(same.whole().afterMs()))
                        + (same.isFaster()
                                ? ", faster"
                                : same.whole().afterMs() * Outcome.FASTER
                                                > same.whole().beforeMs() + Outcome.SLACK_MS
                                        ? ", slower"
                                        : ", no difference to speak of")
                        + " " + page.style().dim("[measured]"));
            case Outcome.NotRun(var reason) -> page.hanging("  not measured: ", reason);
            case Outcome.OtherRows(var difference) -> page.hanging("  not measured: ", difference);
        }
    }

    private static void tree(Plan plan, Page page) {
        PlanTree.lines(plan, page.width() - 4).forEach(line -> page.line("    " + line));
    }
}
