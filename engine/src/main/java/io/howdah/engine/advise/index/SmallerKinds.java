package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.twin.Candidate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts an index of a much smaller kind in the place of a chosen one where the statements hardly notice: block ranges (BRIN)
 * for a B-tree, above all. In planner cost alone the larger would always win, if only by a page; what it takes of disk, memory
 * and of each insert is out of all proportion to that.
 */
final class SmallerKinds {

    /** Much smaller is a tenth of the size or less … */
    static final double SMALL = 0.1;

    /** … the workload must keep this share of what the larger one gains it … */
    static final double KEPT = 0.95;

    /** … and no statement may cost more than so many times as much. */
    static final double TIMES = 2;

    private final Objective objective;
    private final List<Candidate> pool;

    SmallerKinds(Objective objective, List<Candidate> pool) {
        this.objective = objective;
        this.pool = pool;
    }

    Set<Candidate> in(Set<Candidate> start) {
        var chosen = start;
        for (Candidate large :
                start.stream().sorted(Comparator.comparing(Selection::text)).toList()) {
            chosen = smaller(chosen, large);
        }
        return chosen;
    }

    /** With the cheapest of those that do in the large one's place. */
    private Set<Candidate> smaller(Set<Candidate> chosen, Candidate large) {
        var best = chosen;
        double value = Double.MAX_VALUE;
        for (Candidate small : pool) {
            if (mayStandIn(small, large) && !chosen.contains(small)) {
                var tried = new LinkedHashSet<>(chosen);
                tried.remove(large);
                tried.add(small);
                double triedValue = objective.of(tried);
                if (triedValue < value && hardlyNoticed(chosen, tried, large)) {
                    best = tried;
                    value = triedValue;
                }
            }
        }
        return best;
    }

    private static boolean mayStandIn(Candidate small, Candidate large) {
        return small.definition().table().equals(large.definition().table())
                && !small.definition().method().equals(large.definition().method())
                && small.sizeBytes() <= SMALL * large.sizeBytes()
                && small.definition().keys().stream()
                        .map(IndexKey::expression)
                        .anyMatch(e ->
                                e.equals(large.definition().keys().getFirst().expression()));
    }

    private boolean hardlyNoticed(Set<Candidate> chosen, Set<Candidate> tried, Candidate large) {
        var without = new LinkedHashSet<>(chosen);
        without.remove(large);
        double none = objective.reads(without);
        if (none - objective.reads(tried) < KEPT * (none - objective.reads(chosen))) {
            return false;
        }
        var before = objective.costs(chosen);
        var after = objective.costs(tried);
        for (int i = 0; i < before.length; i++) {
            if (after[i] > TIMES * before[i] + Selection.FLOOR_CALL) {
                return false;
            }
        }
        return true;
    }
}
