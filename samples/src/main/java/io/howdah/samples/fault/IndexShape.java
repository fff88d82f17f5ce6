package io.howdah.samples.fault;

import java.util.List;
import java.util.Optional;

/**
 * An index as far as a fault's cure depends on it.
 *
 * @param method the access method, such as {@code btree}
 * @param include columns carried but not searched
 * @param predicate the condition of a partial index, as SQL
 */
public record IndexShape(
        String table, String method, List<Key> keys, List<String> include, Optional<String> predicate) {

    /** A key column, or an expression as the server prints it, and its direction. */
    public record Key(String column, boolean descending) {}

    /** A complete B-tree over ascending columns. */
    public static IndexShape on(String table, String... columns) {
        var keys =
                List.of(columns).stream().map(column -> new Key(column, false)).toList();
        return new IndexShape(table, "btree", keys, List.of(), Optional.empty());
    }

    /** The same index of another access method. */
    public IndexShape using(String other) {
        return new IndexShape(table, other, keys, include, predicate);
    }

    /** The same index over the rows that fulfil a condition only. */
    public IndexShape where(String condition) {
        return new IndexShape(table, method, keys, include, Optional.of(condition));
    }

    /** The same index with more columns carried. */
    public IndexShape including(String... columns) {
        return new IndexShape(table, method, keys, List.of(columns), predicate);
    }
}
