package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import java.util.List;
import java.util.Objects;

/**
 * Tells whether one index answers every lookup of another and keeps the same order, by their definitions alone.
 *
 * <p>Only B-trees are compared beyond equality. Operator classes, collations and directions must be the same; a partial index
 * stands in only for one with the same predicate. Uniqueness is a promise, not a lookup, and is judged by the caller.
 */
final class Covering {

    private Covering() {}

    /** Whether {@code standIn} does all that {@code other} does. */
    static boolean covers(IndexDefinition standIn, IndexDefinition other) {
        return comparable(standIn, other) && startsWith(standIn.keys(), other.keys()) && carries(standIn, other);
    }

    /** Whether both do the same. */
    static boolean same(IndexDefinition one, IndexDefinition other) {
        return covers(one, other) && covers(other, one);
    }

    /** Whether {@code unique} is on the first columns of {@code other}, which then has at most one row to order further. */
    static boolean decides(IndexDefinition unique, IndexDefinition other) {
        return unique.unique()
                && unique.predicate() == null
                && unique.method().equals("btree")
                && other.method().equals("btree")
                && startsWith(other.keys(), unique.keys());
    }

    private static boolean comparable(IndexDefinition standIn, IndexDefinition other) {
        boolean sameKind = standIn.table().equals(other.table())
                && standIn.method().equals(other.method())
                && Objects.equals(standIn.predicate(), other.predicate());
        boolean equal = standIn.keys().equals(other.keys()) && standIn.include().equals(other.include());
        return sameKind && (standIn.method().equals("btree") || equal);
    }

    /** As it is, or read from its end. */
    static boolean startsWith(List<IndexKey> keys, List<IndexKey> prefix) {
        if (prefix.size() > keys.size()) {
            return false;
        }
        var start = keys.subList(0, prefix.size());
        return start.equals(prefix) || Reversed.of(start).equals(prefix);
    }

    private static boolean carries(IndexDefinition standIn, IndexDefinition other) {
        return other.include().stream()
                .allMatch(c ->
                        standIn.include().contains(c) || standIn.keys().stream().anyMatch(k -> c.equals(k.column())));
    }
}
