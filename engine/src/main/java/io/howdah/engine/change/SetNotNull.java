package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** Promises that a column holds no null, without a scan under a lock. */
public record SetNotNull(QualifiedName table, String column) implements TableChange {

    @Override
    public String summary() {
        return "set column " + Name.quoted(column) + " of " + table + " not null";
    }
}
