package io.howdah.app.json;

import io.howdah.app.stage.StatementsStage;
import io.howdah.engine.prove.Outcome;
import io.howdah.engine.prove.Proposal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code statements} answers, as JSON: docs/schemas/statements.json. */
public record StatementsDocument(List<FormPart> forms) {

    /**
     * Another form of a statement.
     *
     * @param verdict proven, awaits-index, not-faster, other-rows or not-run
     * @param reason why it is not proven; null where it is
     * @param after the other form; empty where other rows might come
     * @param beforeMs median of planning and execution, in milliseconds; null where it was not run
     */
    public record FormPart(
            String slug,
            String statement,
            String verdict,
            @Nullable String reason,
            String before,
            String after,
            List<String> conditions,
            List<String> indexes,
            @Nullable Double beforeMs,
            @Nullable Double afterMs,
            @Nullable Double costBefore,
            @Nullable Double costAfter) {}

    public static StatementsDocument of(StatementsStage.Result result) {
        return new StatementsDocument(
                result.proposals().stream().map(StatementsDocument::part).toList());
    }

    private static FormPart part(Proposal proposal) {
        var timing = proposal.outcome() instanceof Outcome.SameRows same ? same.whole() : null;
        var costs = proposal.costs();
        return new FormPart(
                proposal.slug(),
                proposal.statement().id(),
                verdict(proposal),
                reason(proposal.outcome()),
                proposal.before(),
                proposal.after(),
                proposal.conditions(),
                proposal.needs().stream().map(Object::toString).toList(),
                timing == null ? null : timing.beforeMs(),
                timing == null ? null : timing.afterMs(),
                costs == null ? null : costs.before(),
                costs == null ? null : costs.after());
    }

    private static String verdict(Proposal proposal) {
        if (proposal.awaitsIndex()) {
            return "awaits-index";
        }
        return switch (proposal.outcome()) {
            case Outcome.SameRows same -> proposal.isProven() ? "proven" : "not-faster";
            case Outcome.OtherRows other -> "other-rows";
            case Outcome.NotRun not -> "not-run";
        };
    }

    private static @Nullable String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.SameRows same -> null;
            case Outcome.OtherRows(var difference) -> difference;
            case Outcome.NotRun(var why) -> why;
        };
    }
}
