package io.howdah.engine.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which levels of several independent choices are asked together: all combinations where they are few, else a covering set.
 *
 * <p>The covering set begins with all of the likeliest levels and all of the least likely ones. Then it takes pairs of levels of
 * two choices that no combination has yet, the likeliest first, and adds to each what brings most other such pairs with it (the
 * greedy method of pairwise testing: Cohen and others, The AETG System, 1997). Weights are the products of the levels' own,
 * scaled till each level has over the whole set, as nearly as can be, the weight that it has by itself (iterative proportional
 * fitting).
 */
final class Combinations {

    private static final int ROUNDS = 30;

    private final List<List<Double>> weights;
    private final Set<List<Integer>> taken = new HashSet<>();
    private final List<List<Integer>> chosen = new ArrayList<>();
    private final List<Pair> missing = new ArrayList<>();

    /** Two levels of two choices, each known by its place. */
    private record Pair(int one, int levelOfOne, int other, int levelOfOther, double weight) {

        boolean isIn(int[] levels) {
            return levels[one] == levelOfOne && levels[other] == levelOfOther;
        }
    }

    private Combinations(List<List<Double>> weights) {
        this.weights = weights;
    }

    /**
     * The combinations' weights sum to 1.
     *
     * @param weights of each choice's levels, which sum to 1; no choice is without levels
     * @param most how many at most
     */
    static List<Combination> of(List<List<Double>> weights, int most) {
        var combinations = new Combinations(weights);
        double all = weights.stream().mapToDouble(List::size).reduce(1, (a, b) -> a * b);
        if (all <= most) {
            combinations.takeAll(new int[weights.size()], 0);
        } else {
            combinations.cover(most);
        }
        return combinations.weighed();
    }

    private void takeAll(int[] levels, int choice) {
        if (choice == levels.length) {
            take(levels);
            return;
        }
        for (int level = 0; level < weights.get(choice).size(); level++) {
            levels[choice] = level;
            takeAll(levels, choice + 1);
        }
    }

    private void take(int[] levels) {
        var combination = Arrays.stream(levels).boxed().toList();
        missing.removeIf(pair -> pair.isIn(levels));
        if (taken.add(combination)) {
            chosen.add(combination);
        }
    }

    private void cover(int most) {
        addPairs();
        take(extremes(Comparator.naturalOrder()));
        take(extremes(Comparator.reverseOrder()));
        while (chosen.size() < most && !missing.isEmpty()) {
            take(completed(missing.getFirst()));
        }
    }

    private void addPairs() {
        for (int one = 0; one < weights.size(); one++) {
            for (int other = one + 1; other < weights.size(); other++) {
                for (int i = 0; i < weights.get(one).size(); i++) {
                    for (int j = 0; j < weights.get(other).size(); j++) {
                        missing.add(new Pair(
                                one,
                                i,
                                other,
                                j,
                                weights.get(one).get(i) * weights.get(other).get(j)));
                    }
                }
            }
        }
        missing.sort(Comparator.comparingDouble(Pair::weight).reversed());
    }

    /** The level of each choice whose weight comes last in this order; of equal ones the first. */
    private int[] extremes(Comparator<Double> order) {
        return weights.stream()
                .mapToInt(levels -> IntStream.range(0, levels.size())
                        .boxed()
                        .reduce((a, b) -> order.compare(levels.get(b), levels.get(a)) > 0 ? b : a)
                        .orElseThrow())
                .toArray();
    }

    private int[] completed(Pair pair) {
        int[] levels = new int[weights.size()];
        Arrays.fill(levels, -1);
        levels[pair.one()] = pair.levelOfOne();
        levels[pair.other()] = pair.levelOfOther();
        for (int choice = 0; choice < levels.length; choice++) {
            if (levels[choice] < 0) {
                levels[choice] = best(choice, levels);
            }
        }
        return levels;
    }

    /** The level with which most pairs come in, of equal ones the likeliest. */
    private int best(int choice, int[] levels) {
        int best = 0;
        double most = -1;
        for (int level = 0; level < weights.get(choice).size(); level++) {
            levels[choice] = level;
            double gain = missing.stream().filter(p -> p.isIn(levels)).count()
                    + weights.get(choice).get(level) / 2;
            if (gain > most) {
                best = level;
                most = gain;
            }
        }
        return best;
    }

    private List<Combination> weighed() {
        double[] weighed = chosen.stream().mapToDouble(this::product).toArray();
        for (int round = 0; round < ROUNDS; round++) {
            for (int choice = 0; choice < weights.size(); choice++) {
                fit(choice, weighed);
            }
        }
        double sum = Arrays.stream(weighed).sum();
        return IntStream.range(0, weighed.length)
                .mapToObj(i -> new Combination(chosen.get(i), weighed[i] / sum))
                .toList();
    }

    private double product(List<Integer> levels) {
        return IntStream.range(0, levels.size())
                .mapToDouble(i -> weights.get(i).get(levels.get(i)))
                .reduce(1, (a, b) -> a * b);
    }

    /** Scales the combinations so that each level of the choice has its own weight. */
    private void fit(int choice, double[] weighed) {
        var own = weights.get(choice);
        double[] sums = new double[own.size()];
        for (int i = 0; i < weighed.length; i++) {
            sums[chosen.get(i).get(choice)] += weighed[i];
        }
        for (int i = 0; i < weighed.length; i++) {
            int level = chosen.get(i).get(choice);
            weighed[i] *= sums[level] == 0 ? 0 : own.get(level) / sums[level];
        }
    }
}
