package io.howdah.engine.advise.index;

import io.howdah.engine.twin.Candidate;
import java.util.List;
import java.util.Set;

/**
 * A way of choosing which of many candidates to build. Whatever it chooses is asked of the planner again as a whole before
 * anything is said, so that a search may reckon with figures that are approximate.
 */
@FunctionalInterface
interface IndexSearch {

    /**
     * What is to be decided.
     *
     * @param objective what a set costs; the less the better
     * @param options the budget and the number that a set must keep to
     * @param candidates to choose from
     * @param bundles those that one plan used together, of which none may help alone
     * @param widening tells which are hardly more than an index that is there
     */
    record Problem(
            Objective objective,
            IndexOptions options,
            List<Candidate> candidates,
            List<Set<Candidate>> bundles,
            Widening widening) {}

    /** The chosen set; the same for the same problem. */
    Set<Candidate> choose(Problem problem);
}
