package io.howdah.engine.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of one origin as a sample of values shows them, and what that says of all.
 *
 * <p>How many there are is estimated as ANALYZE estimates different values of a column (Haas and Stokes; analyze.c), and how
 * common those are that were seen a few times, or never, by what keys seen once more often tell (Good and Turing).
 */
final class GinFamily {

    /** Keys seen more often are taken to be as common as they were seen. */
    private static final int FEW = 6;

    private final Map<String, Double> common = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> widths = new HashMap<>();

    /** In a most common value, which this share of the rows has. */
    void common(String key, int width, double share) {
        common.merge(key, share, Double::sum);
        widths.put(key, width);
    }

    /** In one of the values that stand for all others. */
    void seen(String key, int width) {
        seen.merge(key, 1, Integer::sum);
        widths.put(key, width);
    }

    /** @param each rows that one of the other values stands for */
    List<GinKeys.Group> groups(double rows, double each) {
        var groups = new ArrayList<GinKeys.Group>();
        common.forEach((key, share) -> groups.add(new GinKeys.Group(
                1, Math.max(1, share * rows + seen.getOrDefault(key, 0) * each), widths.getOrDefault(key, 4))));
        var others = new HashMap<>(seen);
        others.keySet().removeAll(common.keySet());
        if (!others.isEmpty()) {
            others(others, each, groups);
        }
        return groups;
    }

    private void others(Map<String, Integer> counts, double each, List<GinKeys.Group> into) {
        double items = counts.values().stream().mapToInt(c -> c).sum();
        double[] classes = new double[FEW + 2];
        counts.values().stream().filter(c -> c <= FEW + 1).forEach(c -> classes[c]++);
        double width = counts.keySet().stream()
                .mapToInt(k -> widths.getOrDefault(k, 4))
                .average()
                .orElse(4);
        counts.forEach((key, times) -> {
            if (times > FEW) {
                into.add(new GinKeys.Group(1, times * each, widths.getOrDefault(key, 4)));
            }
        });
        double few = 0;
        for (int times = 1; times <= FEW; times++) {
            few += times * classes[times];
        }
        double singles = classes[1];
        double distinct = items * counts.size() / (items - singles + singles / Math.max(1, each));
        double unseen = Math.min(Math.max(0, distinct - counts.size()), singles * each);
        double turing = 0;
        for (int times = 0; times <= FEW; times++) {
            turing += (times == 0 && unseen < 1 ? 0 : 1) * (times + 1) * classes[times + 1];
        }
        double scale = turing <= 0 ? 0 : few / turing;
        for (int times = 0; times <= FEW; times++) {
            double keys = times == 0 ? unseen : classes[times];
            double all = (times + 1) * classes[times + 1] * scale * each;
            if (keys >= 1) {
                into.add(new GinKeys.Group(keys, Math.max(1, all / keys), width));
            }
        }
    }
}
