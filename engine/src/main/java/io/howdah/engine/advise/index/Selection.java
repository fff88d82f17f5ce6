package io.howdah.engine.advise.index;

import io.howdah.engine.advise.index.IndexSearch.Problem;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the set of candidates that makes the workload cheapest within the budget.
 *
 * <p>Greedy, twice: by gain for each byte and by gain alone; the better result is taken. A move adds one candidate, or all
 * that one plan used together. Gains are looked at again, with what was chosen before, when a move comes to the front. Then
 * each chosen index is tried without, and in the place of each its variants, and all others beside, until nothing improves.
 */
final class Selection {

    /** An index must lower the workload's cost, as it would be without the index, by this share … */
    static final double FLOOR_SHARE = 0.005;

    /** … and by this where it is a {@link Widening} of one that is there … */
    static final double FLOOR_WIDER = 0.1;

    /** … and the cost of at least one statement by this share … */
    static final double FLOOR_STATEMENT = 0.1;

    /** … and by so much a call, which is less than three pages read at random: caching takes more than that off. */
    static final double FLOOR_CALL = 10;

    /** What the workload may cost more for an index that sorts too, since it stays fast as the rows for a key grow. */
    private static final double ORDER_SHARE = 0.01;

    /** Costs that differ by less are equal, and the smaller index is taken. */
    private static final double EQUAL = 1e-5;

    private static final int PASSES = 4;

    private final Objective objective;
    private final IndexOptions options;
    private final List<Set<Candidate>> moves = new ArrayList<>();
    private final List<Candidate> pool;
    private final Widening widening;

    private Selection(Problem problem) {
        this.objective = problem.objective();
        this.options = problem.options();
        this.widening = problem.widening();
        var dominance = new Dominance(objective, options);
        this.pool = dominance.prune(problem.candidates(), problem.bundles());
        this.pool.forEach(c -> moves.add(Set.of(c)));
        problem.bundles().stream()
                .map(dominance::standing)
                .distinct()
                .filter(b -> b.size() > 1)
                .forEach(moves::add);
    }

    private record Move(Set<Candidate> adds, double gain, double score) {}

    /** The search of this class. */
    static Set<Candidate> choose(Problem problem) {
        return new Selection(problem).choose();
    }

    private Set<Candidate> choose() {
        var byGain = refined(greedy(gain -> gain.gain));
        var byDensity = refined(greedy(gain -> gain.gain / (Objective.bytes(gain.adds) + 8192)));
        return objective.of(byDensity) < objective.of(byGain) ? byDensity : byGain;
    }

    private Set<Candidate> greedy(ToDoubleFunction<Move> score) {
        var chosen = new LinkedHashSet<Candidate>();
        double value = objective.of(chosen);
        var queue = queue(chosen, value, score);
        while (!queue.isEmpty()) {
            var move = again(queue.poll(), chosen, value, score);
            if (move.gain <= 0 || !fits(chosen, move.adds)) {
                continue;
            }
            if (!queue.isEmpty() && move.score < queue.peek().score) {
                queue.add(move);
                continue;
            }
            chosen.addAll(move.adds);
            value -= move.gain;
            options.progress().at("choosing", chosen.size(), options.maximumIndexes());
        }
        return chosen;
    }

    private PriorityQueue<Move> queue(Set<Candidate> chosen, double value, ToDoubleFunction<Move> score) {
        var queue = new PriorityQueue<>(
                Comparator.comparingDouble((Move m) -> -m.score).thenComparing(m -> text(m.adds)));
        int done = 0;
        for (Set<Candidate> adds : moves) {
            options.progress().at("pricing candidates", ++done, moves.size());
            queue.add(again(new Move(adds, 0, 0), chosen, value, score));
        }
        return queue;
    }

    private Move again(Move move, Set<Candidate> chosen, double value, ToDoubleFunction<Move> score) {
        double gain = value - objective.of(with(chosen, move.adds));
        var fresh = new Move(move.adds, gain, 0);
        return new Move(move.adds, gain, score.applyAsDouble(fresh));
    }

    private boolean fits(Set<Candidate> chosen, Set<Candidate> adds) {
        var all = with(chosen, adds);
        return all.size() <= options.maximumIndexes() && Objective.bytes(all) <= options.budgetBytes();
    }

    private Set<Candidate> refined(Set<Candidate> start) {
        var chosen = start;
        for (int pass = 0; pass < PASSES; pass++) {
            options.progress().at("refining", pass, PASSES);
            var before = chosen;
            chosen = bared(swapped(chosen));
            chosen = pruned(chosen);
            chosen = extended(chosen);
            if (chosen.equals(before)) {
                break;
            }
        }
        return new SmallerKinds(objective, pool).in(ordered(pruned(bared(chosen))));
    }

    /** Each whose statements also sort replaced by the same with the order's columns behind, if that costs next to nothing. */
    private Set<Candidate> ordered(Set<Candidate> start) {
        var chosen = start;
        for (Candidate old : inOrder(start)) {
            for (Candidate sorting : objective.withOrder(old)) {
                var tried = with(without(chosen, old), Set.of(sorting));
                if (fits(tried, Set.of()) && objective.of(tried) <= (1 + ORDER_SHARE) * objective.of(chosen)) {
                    chosen = tried;
                    break;
                }
            }
        }
        return chosen;
    }

    /** Each in turn replaced by the variant that does best, or as well and smaller. */
    private Set<Candidate> swapped(Set<Candidate> start) {
        var chosen = start;
        for (Candidate old : inOrder(start)) {
            var best = chosen;
            double value = objective.of(chosen);
            for (Candidate variant : pool) {
                if (!isVariant(old, variant) || chosen.contains(variant)) {
                    continue;
                }
                var tried = with(without(chosen, old), Set.of(variant));
                double triedValue = objective.of(tried);
                if (fits(tried, Set.of()) && isBetter(tried, triedValue, best, value)) {
                    best = tried;
                    value = triedValue;
                }
            }
            chosen = best;
        }
        return chosen;
    }

    /** Each that carries columns replaced by the same without them, unless carrying is worth it by itself. */
    private Set<Candidate> bared(Set<Candidate> start) {
        var chosen = start;
        for (Candidate old : inOrder(start)) {
            var bare = objective.withoutCarried(old);
            if (bare.isPresent()) {
                var tried = with(without(chosen, old), Set.of(bare.get()));
                double loss = objective.of(tried) - objective.of(chosen);
                boolean worth = loss >= FLOOR_SHARE * objective.reads(tried) && helpsOne(old, chosen, tried);
                chosen = worth ? chosen : tried;
            }
        }
        return chosen;
    }

    private static boolean isBetter(Set<Candidate> tried, double value, Set<Candidate> best, double bestValue) {
        boolean equal = Math.abs(value - bestValue) <= EQUAL * bestValue;
        return equal
                ? value <= bestValue * (1 + EQUAL) && Objective.bytes(tried) < Objective.bytes(best)
                : value < bestValue;
    }

    private static boolean isVariant(Candidate old, Candidate other) {
        return other.definition().table().equals(old.definition().table())
                && other.definition().keys().stream()
                        .anyMatch(k -> old.definition().keys().stream()
                                .anyMatch(o -> o.expression().equals(k.expression())));
    }

    /** Without those that are not worth it, the least worth first. */
    private Set<Candidate> pruned(Set<Candidate> start) {
        var chosen = start;
        while (true) {
            var least = leastWorth(chosen);
            if (least == null || isWorth(chosen, least)) {
                return chosen;
            }
            chosen = without(chosen, least);
        }
    }

    private @Nullable Candidate leastWorth(Set<Candidate> chosen) {
        var worths = new ArrayList<Move>();
        double value = objective.of(chosen);
        for (Candidate candidate : inOrder(chosen)) {
            worths.add(new Move(Set.of(candidate), objective.of(without(chosen, candidate)) - value, 0));
        }
        return worths.stream()
                .filter(m -> !isWorth(chosen, m.adds.iterator().next()))
                .min(Comparator.comparingDouble(Move::gain))
                .map(m -> m.adds.iterator().next())
                .orElse(null);
    }

    /** Whether the index earns its keep in this company. */
    boolean isWorth(Set<Candidate> chosen, Candidate candidate) {
        var without = without(chosen, candidate);
        double loss = objective.of(without) - objective.of(chosen);
        double floor = widening.test(candidate) ? FLOOR_WIDER : FLOOR_SHARE;
        return loss >= floor * objective.reads(without) && helpsOne(candidate, chosen, without);
    }

    private boolean helpsOne(Candidate candidate, Set<Candidate> chosen, Set<Candidate> without) {
        var before = objective.costs(without);
        var after = objective.costs(chosen);
        for (int i = 0; i < before.length; i++) {
            if (before[i] - after[i] >= Math.max(FLOOR_CALL, FLOOR_STATEMENT * before[i])
                    && !widening.isNoBetter(candidate, objective.workload().get(i))) {
                return true;
            }
        }
        return false;
    }

    /** With every other move that is worth it beside them, the best first. */
    private Set<Candidate> extended(Set<Candidate> start) {
        var chosen = start;
        double value = objective.of(chosen);
        var gains = new ArrayList<Move>();
        for (Set<Candidate> adds : moves) {
            gains.add(again(new Move(adds, 0, 0), chosen, value, m -> m.gain));
        }
        gains.sort(Comparator.comparingDouble((Move m) -> -m.gain).thenComparing(m -> text(m.adds)));
        for (Move move : gains) {
            if (move.gain <= 0) {
                break;
            }
            var more = with(chosen, move.adds);
            if (!more.equals(chosen)
                    && fits(more, Set.of())
                    && move.adds.stream().allMatch(c -> isWorth(more, c))) {
                chosen = more;
            }
        }
        return chosen;
    }

    private static List<Candidate> inOrder(Set<Candidate> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing(c -> c.definition().toString()))
                .toList();
    }

    private static Set<Candidate> with(Set<Candidate> chosen, Set<Candidate> adds) {
        var all = new LinkedHashSet<>(chosen);
        all.addAll(adds);
        return all;
    }

    private static Set<Candidate> without(Set<Candidate> chosen, Candidate candidate) {
        var rest = new LinkedHashSet<>(chosen);
        rest.remove(candidate);
        return rest;
    }

    static String text(Candidate candidate) {
        return text(Set.of(candidate));
    }

    /** Decides between equals: ascending before descending, then by name. */
    private static String text(Set<Candidate> candidates) {
        long descending = candidates.stream()
                .flatMap(c -> c.definition().keys().stream())
                .filter(IndexKey::descending)
                .count();
        return "%02d ".formatted(descending)
                + inOrder(candidates).stream()
                        .map(c -> c.definition().toString())
                        .toList();
    }
}
