package io.howdah.engine.advise.index;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The predicates of all statements together: where one asks for a subset of another's values, an index on the larger set
 * serves both.
 */
final class PredicateMerge {

    private final Set<PartialPredicate> known = new LinkedHashSet<>();

    void learn(List<PartialPredicate> predicates) {
        known.addAll(predicates);
    }

    /** Those of other statements that follow from one of these. */
    List<PartialPredicate> wider(List<PartialPredicate> predicates) {
        return known.stream()
                .filter(k -> !predicates.contains(k) && predicates.stream().anyMatch(k::follows))
                .toList();
    }
}
