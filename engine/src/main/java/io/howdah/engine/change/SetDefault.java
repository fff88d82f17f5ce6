package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * Sets what new rows get in a column where nothing is said.
 *
 * @param expression as SQL; null for no default
 */
public record SetDefault(
        QualifiedName table, String column, @Nullable String expression) implements TableChange {

    @Override
    public String summary() {
        var of = "default of column " + Name.quoted(column) + " of " + table;
        return expression == null ? "drop " + of : "set " + of + " to " + expression;
    }
}
