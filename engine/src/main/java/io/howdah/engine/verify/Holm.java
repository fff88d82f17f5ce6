package io.howdah.engine.verify;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects probabilities for the number of tests made (S. Holm, A simple sequentially rejective multiple test procedure,
 * 1979).
 */
final class Holm {

    private Holm() {}

    /** The corrected probabilities in the order given; NaN stays and does not count as a test. */
    static List<Double> corrected(List<Double> probabilities) {
        var order = IntStream.range(0, probabilities.size())
                .boxed()
                .filter(i -> !probabilities.get(i).isNaN())
                .sorted(Comparator.comparing(probabilities::get))
                .toList();
        var result = new java.util.ArrayList<>(probabilities);
        double highest = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int at = order.get(rank);
            highest = Math.max(highest, Math.min(1, probabilities.get(at) * (order.size() - rank)));
            result.set(at, highest);
        }
        return List.copyOf(result);
    }
}
