package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/**
 * Drops a constraint; undo makes it again as it was.
 *
 * @param ifExists whether it may be missing
 */
public record DropConstraint(QualifiedName table, String name, boolean ifExists) implements TableChange {

    @Override
    public String summary() {
        return "drop constraint " + Name.quoted(name) + " of " + table;
    }
}
