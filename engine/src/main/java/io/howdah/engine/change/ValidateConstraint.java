package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** Looks at the rows that were there before a constraint was. Afterwards there is nothing to undo. */
public record ValidateConstraint(QualifiedName table, String name) implements TableChange {

    @Override
    public String summary() {
        return "validate constraint " + Name.quoted(name) + " of " + table;
    }
}
