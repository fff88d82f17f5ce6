package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** Lets a column hold null. */
public record DropNotNull(QualifiedName table, String column) implements TableChange {

    @Override
    public String summary() {
        return "let column " + Name.quoted(column) + " of " + table + " be null";
    }
}
