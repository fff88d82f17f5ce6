package io.howdah.app.cli;

import io.howdah.app.stage.StatementsStage;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.StatementBrief;
import io.howdah.engine.prove.Outcome;
import io.howdah.engine.prove.Proposal;
import java.util.List;

/** The answer of {@code statements} for people. */
final class StatementsText {

    private StatementsText() {}

    static void write(StatementsStage.Result result, Page page) {
        var proven = result.proposals().stream()
                .filter(p -> p.isProven() && p.forSpeed())
                .toList();
        var plainer = result.proposals().stream()
                .filter(p -> p.isProven() && !p.forSpeed())
                .toList();
        var waiting = result.proposals().stream().filter(Proposal::awaitsIndex).toList();
        var others = result.proposals().stream()
                .filter(p -> !p.isProven() && !p.awaitsIndex())
                .toList();
        forms("Same rows and faster, measured", proven, page);
        forms("Cheaper once an index is there; to be measured then, or now with --copy", waiting, page);
        forms("Same rows and plainer, as fast or no dearer by the planner's estimate", plainer, page);
        if (!others.isEmpty()) {
            page.heading("Not proposed");
            others.forEach(p ->
                    page.hanging("  ", p.slug() + ": " + StatementBrief.of(p.before()) + " – " + reason(p.outcome())));
        }
        if (result.proposals().isEmpty()) {
            page.line("No statement is of a form that another is known to beat.");
        }
    }

    private static void forms(String heading, List<Proposal> proposals, Page page) {
        if (proposals.isEmpty()) {
            return;
        }
        page.heading(heading);
        for (var proposal : proposals) {
            page.blank();
            page.hanging("  ", proposal.slug() + ": " + proposal.title() + figures(proposal));
            page.sql(4, "", proposal.before());
            page.line("    becomes");
            page.sql(4, "", proposal.after());
            page.paragraph(4, proposal.why());
            proposal.conditions().forEach(c -> page.hanging("    if ", c));
            proposal.needs().forEach(n -> page.hanging("    needs ", "an index on " + n));
        }
    }

    private static String figures(Proposal proposal) {
        var text = new StringBuilder();
        if (proposal.outcome() instanceof Outcome.SameRows same) {
            var whole = same.whole();
            text.append(", ")
                    .append(Figures.millis(whole.beforeMs()))
                    .append(" → ")
                    .append(Figures.millis(whole.afterMs()))
                    .append(" (measured, ")
                    .append(Page.counted(same.timings().size(), "set of values", "sets of values"))
                    .append(')');
        }
        var costs = proposal.costs();
        if (costs != null) {
            text.append(", cost ")
                    .append(Figures.brief(costs.before()))
                    .append(" → ")
                    .append(Figures.brief(costs.after()))
                    .append(" (estimated)");
        }
        return text.toString();
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.SameRows same ->
                "the same rows, but not faster: " + Figures.millis(same.whole().beforeMs()) + " → "
                        + Figures.millis(same.whole().afterMs());
            case Outcome.OtherRows(var difference) -> "other rows: " + difference;
            case Outcome.NotRun(var why) -> why;
        };
    }
}
