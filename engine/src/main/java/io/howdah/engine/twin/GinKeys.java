package io.howdah.engine.twin;

import java.util.List;

/**
 * The keys of one column of a GIN index.
 *
 * @param groups keys by how many rows have them
 * @param rough whether nothing but the width of the values is known
 */
record GinKeys(List<Group> groups, boolean rough) {

    /**
     * Keys that are equally common.
     *
     * @param keys how many
     * @param rows that have each
     * @param width of a key's value in bytes, header included
     */
    record Group(double keys, double rows, double width) {

        Group width(double other) {
            return new Group(keys, rows, other);
        }

        /** In so many times as many rows: common keys come more often, rare ones become more or fewer. */
        Group times(double factor) {
            boolean rare = rows < RARE || rows * factor < 1;
            return rare ? new Group(keys * factor, rows, width) : new Group(keys, rows * factor, width);
        }
    }

    private static final int RARE = 3;

    double keys() {
        return groups.stream().mapToDouble(Group::keys).sum();
    }

    double items() {
        return groups.stream().mapToDouble(g -> g.keys() * g.rows()).sum();
    }
}
