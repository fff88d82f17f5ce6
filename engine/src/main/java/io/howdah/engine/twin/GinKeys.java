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
    record Group(double keys, double rows, double width) {}

    double keys() {
        return groups.stream().mapToDouble(Group::keys).sum();
    }

    double items() {
        return groups.stream().mapToDouble(g -> g.keys() * g.rows()).sum();
    }
}
