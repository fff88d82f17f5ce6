package io.howdah.engine.twin;

import io.howdah.engine.catalog.KeySpectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How common all keys of one origin are, from how often keys came in a part of the rows.
 *
 * <p>Those never seen are estimated as in {@link KeySpectrum}; how much more common a key is than it was seen follows from how many
 * keys were seen once more often (Robbins): the rows not looked at hold as many of it as rows like those looked at would.
 */
final class GinSpectrum {

    /** Keys seen more often are taken to be as common as they were seen. */
    private static final int FEW = 6;

    private GinSpectrum() {}

    /** @param share of the rows that were looked at */
    static List<GinKeys.Group> groups(List<KeySpectrum.Seen> seen, double share) {
        var groups = new ArrayList<GinKeys.Group>();
        var classes = new double[FEW + 2];
        var widths = new TreeMap<Double, Double>();
        for (var some : seen) {
            widths.merge(some.width(), (double) some.keys(), Double::sum);
            if (some.times() <= FEW + 1) {
                classes[(int) some.times()] += some.keys();
            }
            if (some.times() > FEW) {
                groups.add(new GinKeys.Group(some.keys(), some.times() / share, some.width()));
            }
        }
        classes[0] = KeySpectrum.unseenParts(Arrays.copyOfRange(classes, 1, 5), share);
        for (int times = 0; times <= FEW; times++) {
            if (classes[times] >= 1) {
                double more = (1 - share) / share * (times + 1) * classes[times + 1] / classes[times];
                groups.addAll(few(classes[times], Math.max(1, times + more), widths));
            }
        }
        return groups;
    }

    /** Keys that were seen equally seldom, as wide as all are. */
    private static List<GinKeys.Group> few(double keys, double rows, Map<Double, Double> widths) {
        double all = widths.values().stream().mapToDouble(k -> k).sum();
        return widths.entrySet().stream()
                .map(w -> new GinKeys.Group(keys * w.getValue() / all, rows, w.getKey()))
                .toList();
    }
}
