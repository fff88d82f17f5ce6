package io.howdah.engine.advise;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "what should be changed": advice in the order of what it is worth, and how the workload's cost moves.
 *
 * @param costBefore planner's cost of the workload, weighted by calls, as the database is
 * @param costAfter the same with all the advice applied at once
 * @param statements every statement that could be priced, costliest gain first
 * @param notAdvised statements that could not be judged, with the reason
 * @param findings what was seen without a way out that the tool can carry out
 * @param kept existing indexes that look as if they could go, with the reason why they stay
 */
public record Advisory(
        double costBefore,
        double costAfter,
        List<Advice> advice,
        List<StatementOutlook> statements,
        List<NotAdvised> notAdvised,
        List<Finding> findings,
        List<Kept> kept) {

    /** The same with more advice, after the other. */
    public Advisory withAdvice(List<Advice> more) {
        var all = Stream.concat(advice.stream(), more.stream()).toList();
        return new Advisory(costBefore, costAfter, all, statements, notAdvised, findings, kept);
    }

    /** The same with more that was seen. */
    public Advisory withFindings(List<Finding> more) {
        var all = Stream.concat(findings.stream(), more.stream()).toList();
        return new Advisory(costBefore, costAfter, advice, statements, notAdvised, all, kept);
    }

    /** The same with these pieces in place of its own. */
    public Advisory replacing(List<Advice> pieces) {
        return new Advisory(costBefore, costAfter, pieces, statements, notAdvised, findings, kept);
    }

    /**
     * A statement before and after, as the planner sees it; costs of one call.
     *
     * @param forms how it fares with different values, and without them
     * @param genericCostAfter cost of the plan made without knowing the parameters; null where it was not asked
     */
    public record StatementOutlook(
            Statement statement,
            double costBefore,
            double costAfter,
            @Nullable Double genericCostAfter,
            Plan planBefore,
            Plan planAfter,
            List<Form> forms) {}

    /**
     * A statement with values of one kind in place of its parameters.
     *
     * @param sql as it was planned
     * @param share part of the statement's calls that it stands for; 0 where it is generic
     * @param generic whether it was planned without values, as a prepared statement may be
     */
    public record Form(String sql, double share, boolean generic, double costBefore, double costAfter) {}
}
