package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** Gives a table another name; a view keeps the old one working until the change is finished. */
public record RenameTable(QualifiedName table, String newName) implements TableChange {

    public QualifiedName renamed() {
        return new QualifiedName(table.schema(), newName);
    }

    @Override
    public String summary() {
        return "rename table " + table + " to " + Name.quoted(newName);
    }
}
