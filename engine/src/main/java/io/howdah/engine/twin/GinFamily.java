package io.howdah.engine.twin;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.catalog.KeySpectrum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys of one origin as a sample of values shows them, and what that says of all. */
final class GinFamily {

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
                1, Math.max(1, share * rows + seen.getOrDefault(key, 0) * each), width(key))));
        var others = new HashMap<>(seen);
        others.keySet().removeAll(common.keySet());
        if (!others.isEmpty()) {
            others(others, each, groups);
        }
        return groups;
    }

    private void others(Map<String, Integer> counts, double each, List<GinKeys.Group> into) {
        var spectrum = new ArrayList<KeySpectrum.Seen>();
        counts.entrySet().stream()
                .collect(groupingBy(Map.Entry::getValue, groupingBy(e -> width(e.getKey()), counting())))
                .forEach((times, widths) ->
                        widths.forEach((width, keys) -> spectrum.add(new KeySpectrum.Seen("", times, keys, width))));
        into.addAll(GinSpectrum.groups(spectrum, Math.min(1, 1 / each)));
    }

    private int width(String key) {
        return widths.getOrDefault(key, 4);
    }
}
