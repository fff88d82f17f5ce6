package io.howdah.engine.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rank-sum test of Mann and Whitney (1947), two-sided, with the normal approximation, corrected for ties and
 * continuity; good from about eight values a side. It asks nothing of the distribution, which for latencies is right.
 */
final class RankTest {

    private RankTest() {}

    /** The chance that two samples of one distribution differ as much as these do. */
    static double probability(List<Double> first, List<Double> second) {
        var all = new ArrayList<Value>();
        first.forEach(v -> all.add(new Value(v, true)));
        second.forEach(v -> all.add(new Value(v, false)));
        all.sort(Comparator.comparingDouble(Value::value));
        double ranksOfFirst = 0;
        double ties = 0;
        for (int from = 0; from < all.size(); ) {
            int to = endOfTie(all, from);
            double count = to - from;
            double rank = (from + 1 + to) / 2.0;
            ranksOfFirst +=
                    rank * all.subList(from, to).stream().filter(Value::first).count();
            ties += count * count * count - count;
            from = to;
        }
        return probability(ranksOfFirst, first.size(), second.size(), ties);
    }

    private static double probability(double ranksOfFirst, double n, double m, double ties) {
        double u = ranksOfFirst - n * (n + 1) / 2;
        double all = n + m;
        double variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
        if (variance <= 0) {
            return 1;
        }
        double distance = Math.max(0, Math.abs(u - n * m / 2) - 0.5);
        return Distributions.normalTwoSided(distance / Math.sqrt(variance));
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static int endOfTie(List<Value> sorted, int from) {
        int to = from + 1;
        while (to < sorted.size() && sorted.get(to).value() == sorted.get(from).value()) {
            to++;
        }
        return to;
    }

    private record Value(double value, boolean first) {}
}
