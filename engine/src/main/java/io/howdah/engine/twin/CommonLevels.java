package io.howdah.engine.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A few of a column's common values that stand for all of them: the most common, the least common, and between them those whose
 * frequencies lie evenly on a logarithmic scale, since it is the order of magnitude at which plans turn.
 */
final class CommonLevels {

    private static final int MOST = 4;

    private final List<String> values;
    private final double[] frequencies;

    private CommonLevels(List<String> values, double[] frequencies) {
        this.values = values;
        this.frequencies = frequencies;
    }

    /**
     * The weight of each is the sum of the frequencies of the values that it stands for.
     *
     * @param frequencies of the values, in any order; what goes beyond the values is passed over
     */
    static List<Level> of(List<String> values, List<Double> frequencies) {
        int known = Math.min(values.size(), frequencies.size());
        var order = IntStream.range(0, known)
                .boxed()
                .sorted(Comparator.comparing(frequencies::get, Comparator.reverseOrder()))
                .toList();
        var sorted = order.stream().map(values::get).toList();
        return new CommonLevels(
                        sorted,
                        order.stream()
                                .mapToDouble(i -> Math.max(1e-9, frequencies.get(i)))
                                .toArray())
                .levels();
    }

    private List<Level> levels() {
        int[] starts = starts();
        double[] weights = new double[starts.length];
        for (int i = 0; i < frequencies.length; i++) {
            weights[nearest(starts, i)] += frequencies[i];
        }
        var levels = new ArrayList<Level>();
        for (int i = 0; i < starts.length; i++) {
            boolean last = starts[i] > 0 && starts[i] == values.size() - 1;
            levels.add(new Level(values, starts[i], last ? -1 : 1, weights[i]));
        }
        return levels;
    }

    private int[] starts() {
        if (values.size() <= MOST) {
            return IntStream.range(0, values.size()).toArray();
        }
        int[] all = IntStream.range(0, values.size()).toArray();
        int last = values.size() - 1;
        return IntStream.range(0, MOST)
                .map(i -> i == MOST - 1 ? last : all[nearest(all, between(i / (MOST - 1.0)))])
                .distinct()
                .toArray();
    }

    /** Logarithm of the frequency so far on from the first to the last. */
    private double between(double part) {
        return (1 - part) * Math.log(frequencies[0]) + part * Math.log(frequencies[frequencies.length - 1]);
    }

    private int nearest(int[] starts, int value) {
        int own = Arrays.binarySearch(starts, value);
        return own >= 0 ? own : nearest(starts, Math.log(frequencies[value]));
    }

    private int nearest(int[] starts, double logarithm) {
        int best = 0;
        for (int i = 1; i < starts.length; i++) {
            if (distance(starts[i], logarithm) < distance(starts[best], logarithm)) {
                best = i;
            }
        }
        return best;
    }

    private double distance(int start, double logarithm) {
        return Math.abs(Math.log(frequencies[start]) - logarithm);
    }
}
