package io.howdah.engine.advise.index;

import io.howdah.engine.twin.Candidate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leaves out candidates that another one on the same table makes pointless: no larger, and alone no statement is cheaper
 * with the one than with the other. Also those that alone gain nothing worth an index, unless they go together with others.
 */
final class Dominance {

    /** Costs within this share of each other are the same. */
    private static final double SAME = 1e-9;

    private final Objective objective;
    private final IndexOptions options;
    private final Map<Candidate, double[]> costs = new LinkedHashMap<>();
    private final Map<Candidate, Candidate> stands = new LinkedHashMap<>();

    Dominance(Objective objective, IndexOptions options) {
        this.objective = objective;
        this.options = options;
    }

    /** What stays of the pool; members of bundles stay too if they help only in company. */
    List<Candidate> prune(List<Candidate> pool, List<Set<Candidate>> bundles) {
        int done = 0;
        for (Candidate candidate : pool) {
            options.progress().at("pricing candidates", ++done, pool.size());
            costs.put(candidate, objective.costs(Set.of(candidate)));
        }
        var none = objective.costs(Set.of());
        for (Candidate candidate : bestFirst(pool)) {
            if (!helps(candidate, none)) {
                if (bundles.stream().anyMatch(b -> b.contains(candidate))) {
                    stands.put(candidate, candidate);
                }
                continue;
            }
            var better = stands.values().stream()
                    .filter(k -> dominates(k, candidate))
                    .findFirst();
            stands.put(candidate, better.orElse(candidate));
        }
        return stands.values().stream()
                .distinct()
                .sorted(Comparator.comparing(Selection::text))
                .toList();
    }

    /** The bundle with those in place of its members that dominate them. */
    Set<Candidate> standing(Set<Candidate> bundle) {
        return bundle.stream().map(c -> stands.getOrDefault(c, c)).collect(Collectors.toSet());
    }

    /** Smaller ones first, so that whatever is dominated meets what dominates it. */
    private static List<Candidate> bestFirst(List<Candidate> pool) {
        return pool.stream()
                .sorted(Comparator.comparingLong(Candidate::sizeBytes)
                        .thenComparingInt(c -> c.definition().keys().size())
                        .thenComparing(Selection::text))
                .toList();
    }

    private boolean helps(Candidate candidate, double[] none) {
        var own = costs.getOrDefault(candidate, none);
        for (int i = 0; i < own.length; i++) {
            if (none[i] - own[i] >= Selection.FLOOR_CALL) {
                return true;
            }
        }
        return false;
    }

    private boolean dominates(Candidate one, Candidate other) {
        if (!one.definition().table().equals(other.definition().table())) {
            return false;
        }
        var ones = costs.getOrDefault(one, new double[0]);
        var others = costs.getOrDefault(other, new double[0]);
        for (int i = 0; i < ones.length; i++) {
            if (ones[i] > others[i] * (1 + SAME)) {
                return false;
            }
        }
        return true;
    }
}
