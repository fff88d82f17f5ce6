package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** Gives a column another name; a view of the table's name shows it under both until the change is finished. */
public record RenameColumn(QualifiedName table, String column, String newName) implements TableChange {

    /** The table's name while the view has its own. */
    public QualifiedName base() {
        return new QualifiedName(table.schema(), Name.limited(table.name() + "_howdah_base"));
    }

    @Override
    public String summary() {
        return "rename column " + Name.quoted(column) + " of " + table + " to " + Name.quoted(newName);
    }
}
