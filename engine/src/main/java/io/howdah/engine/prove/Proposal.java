package io.howdah.engine.prove;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the workload, another form of it, and what came of running both.
 *
 * @param slug of the form
 * @param title what the statement does that it need not
 * @param why the other form may be faster, and why its rows are the same
 * @param forSpeed whether it is worth having only if it is faster; else it says what is meant, and must not be
 *     slower, or cost no more by the planner's estimate
 * @param before the statement as it is sent
 * @param after the other form; empty where other rows might come
 * @param open both with parameters in place of the constants, as far as the other form does not rest on them
 * @param conditions under which the other form may take the statement's place
 * @param needs indexes that it needs and that are not there
 * @param outcome of running both
 * @param costs planner's cost of one call before and after, with the indexes; null where it was not planned
 */
public record Proposal(
        Statement statement,
        String slug,
        String title,
        String why,
        boolean forSpeed,
        String before,
        String after,
        Open open,
        List<String> conditions,
        List<IndexDefinition> needs,
        Outcome outcome,
        @Nullable Costs costs) {

    /** The two forms as somebody runs them who has the values. */
    public record Open(String before, String after) {}

    /** The same with parameters in place of constants. */
    public Proposal opened() {
        return new Proposal(
                statement,
                slug,
                title,
                why,
                forSpeed,
                open.before,
                open.after,
                open,
                conditions,
                needs,
                outcome,
                costs);
    }

    /** Planner's costs of one call. */
    public record Costs(double before, double after) {}

    /**
     * Whether it gave the same rows and was measured faster: only then it is a proposal. Where it is not for speed, as fast is enough, or
     * that it costs no more by the planner's estimate.
     */
    public boolean isProven() {
        return outcome instanceof Outcome.SameRows same
                && (same.isFaster() || (!forSpeed && (same.isAsFast() || costsNoMore())));
    }

    /** One plan takes one time, whatever two runs of it took on a busy machine. */
    private boolean costsNoMore() {
        return costs != null && costs.after() <= costs.before();
    }

    /** Whether only an index is missing that makes it cheaper by the planner's estimate; without it, it may not even come to its end. */
    public boolean awaitsIndex() {
        return !(outcome instanceof Outcome.OtherRows)
                && !isProven()
                && !needs.isEmpty()
                && costs != null
                && costs.after() < Outcome.FASTER * costs.before();
    }
}
