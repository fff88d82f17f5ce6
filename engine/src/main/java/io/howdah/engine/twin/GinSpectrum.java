package io.howdah.engine.twin;

import io.howdah.engine.catalog.KeySpectrum;
import java.util.ArrayList;
import java.util.List;

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
        double widths = 0;
        double keys = 0;
        for (var some : seen) {
            widths += some.width() * some.keys();
            keys += some.keys();
            if (some.times() <= FEW + 1) {
                classes[(int) some.times()] += some.keys();
            }
            if (some.times() > FEW) {
                groups.add(new GinKeys.Group(some.keys(), some.times() / share, some.width()));
            }
        }
        classes[0] = KeySpectrum.unseen(classes[1], classes[2], share);
        double width = widths / Math.max(1, keys);
        for (int times = 0; times <= FEW; times++) {
            if (classes[times] >= 1) {
                double more = (1 - share) / share * (times + 1) * classes[times + 1] / classes[times];
                groups.add(new GinKeys.Group(classes[times], Math.max(1, times + more), width));
            }
        }
        return groups;
    }
}
