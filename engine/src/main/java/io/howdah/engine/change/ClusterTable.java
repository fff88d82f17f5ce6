package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table anew with its rows in the order of an index, and marks the index as the one that CLUSTER goes by. The application
 * goes on meanwhile.
 *
 * @param index one of the table; null for the one that is marked already
 */
public record ClusterTable(QualifiedName table, @Nullable String index) implements LiveChange {

    @Override
    public String summary() {
        return "put the rows of table " + table + " in the order of "
                + (index == null ? "the index that it is clustered on" : "index " + Name.quoted(index));
    }
}
