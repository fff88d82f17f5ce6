package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * Marks the index that a later CLUSTER goes by; no row is moved.
 *
 * @param index null for none
 */
public record MarkClustered(QualifiedName table, @Nullable String index) implements TableChange {

    @Override
    public String summary() {
        return index == null
                ? "let no index of " + table + " be marked for CLUSTER"
                : "mark index " + Name.quoted(index) + " of " + table + " for CLUSTER";
    }
}
