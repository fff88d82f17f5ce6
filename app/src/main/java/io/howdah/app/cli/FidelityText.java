package io.howdah.app.cli;

import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.Wrap;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.twin.Fidelity;
import java.util.Locale;

/** How true a twin is, and every statement of which it is not. */
final class FidelityText {

    private FidelityText() {}

    static void write(Catalog catalog, Fidelity fidelity, Page page) {
        page.line(page.style().bold(catalog.database()) + " on PostgreSQL "
                + catalog.server().version() + ", and its twin");
        if (fidelity.compared().isEmpty()) {
            page.line("  no statement was there to compare");
        } else {
            figures(fidelity, page);
        }
        fidelity.compared().stream().filter(pair -> !pair.same()).forEach(pair -> different(pair, page));
        if (!fidelity.notCompared().isEmpty()) {
            page.heading("Not compared");
            fidelity.notCompared().forEach(not -> {
                page.hanging(page.style().yellow("  ! "), not.reason());
                page.line("      " + Wrap.cut(not.statement().text(), page.width() - 6));
            });
        }
    }

    private static void figures(Fidelity fidelity, Page page) {
        page.line("  the same plan, node for node: " + page.style().bold(Figures.percent(fidelity.share())) + " ("
                + fidelity.same() + " of "
                + Page.counted(fidelity.compared().size(), "statement", "statements") + ")");
        page.line("  costs apart by a factor of     " + spread(fidelity.costs()));
        page.line("  rows apart by a factor of      " + spread(fidelity.rows()));
    }

    private static String spread(Fidelity.Spread spread) {
        return factor(spread.median()) + " (median), " + factor(spread.p95()) + " (95 %), " + factor(spread.largest())
                + " (largest)";
    }

    private static String factor(double factor) {
        return factor < 10 ? String.format(Locale.ROOT, "%.4f", factor) : Figures.digits(factor);
    }

    private static void different(Fidelity.Compared pair, Page page) {
        page.heading(Wrap.cut(pair.statement().text(), page.width()));
        var difference = pair.difference();
        if (difference != null) {
            page.hanging("  server  ", node(difference.original()));
            page.hanging("  twin    ", node(difference.twin()));
        }
        var reason = pair.reason();
        page.hanging("  why     ", reason == null ? "not known" : reason);
    }

    private static String node(PlanNode node) {
        return node.label() + "  (cost " + Figures.brief(node.totalCost()) + ", rows " + Figures.brief(node.rows())
                + ")";
    }
}
