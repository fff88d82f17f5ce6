package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/**
 * Drops a column: hides it under another name first, so that undo gives it back with its data, and drops it when the change is finished.
 *
 * @param ifExists whether it may be missing
 */
public record DropColumn(QualifiedName table, String column, boolean ifExists) implements TableChange {

    /** Its name while it is hidden. */
    public String hidden() {
        return Name.limited("howdah_dropped_" + column);
    }

    @Override
    public String summary() {
        return "drop column " + Name.quoted(column) + " of " + table;
    }
}
