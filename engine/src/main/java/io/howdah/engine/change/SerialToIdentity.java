package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/**
 * Numbers a column by an identity instead of by the default of a sequence, and goes on where the sequence is.
 *
 * @param always whether a value of one's own is refused
 */
public record SerialToIdentity(QualifiedName table, String column, boolean always) implements TableChange {

    @Override
    public String summary() {
        return "make column " + Name.quoted(column) + " of " + table + " an identity";
    }
}
