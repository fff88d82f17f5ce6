package io.howdah.engine.twin;

import java.util.List;

/**
 * A partition to be.
 *
 * @param suffix of its name
 * @param bound as it stands in ATTACH PARTITION
 * @param share of the table's rows
 * @param from first position of the key, or of what takes its place; negative infinity where the key does not order the slices
 * @param to first position that is not in it
 * @param values those of a list; empty for others
 */
record Slice(String suffix, String bound, double share, double from, double to, List<String> values) {

    static Slice range(String suffix, String from, String to, double share, double low, double high) {
        return new Slice(suffix, "FOR VALUES FROM (" + from + ") TO (" + to + ")", share, low, high, List.of());
    }

    static Slice rest(double share) {
        return new Slice("rest", "DEFAULT", share, Double.NaN, Double.NaN, List.of());
    }

    boolean isRange() {
        return from < to;
    }

    boolean isList() {
        return !values.isEmpty();
    }

    boolean holds(double position) {
        return position >= from && position < to;
    }
}
