package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Map;

/**
 * Sets storage parameters, such as {@code fillfactor} and those of autovacuum; of a partitioned table on each partition.
 *
 * @param reset those that get the server's own again
 */
public record SetStorageParameters(QualifiedName table, Map<String, String> set, List<String> reset)
        implements TableChange {

    @Override
    public String summary() {
        return (set.isEmpty() ? "reset " + String.join(", ", reset) : "set " + set) + " of " + table;
    }
}
