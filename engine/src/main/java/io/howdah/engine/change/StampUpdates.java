package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** Writes the time into a column whenever a row is changed, by a trigger. */
public record StampUpdates(QualifiedName table, String column) implements TableChange {

    @Override
    public String summary() {
        return "set column " + Name.quoted(column) + " of " + table + " to the time of each update";
    }
}
