package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** Says when a foreign key is checked. */
public record AlterConstraint(QualifiedName table, String name, boolean deferrable, boolean initiallyDeferred)
        implements TableChange {

    /** What follows the constraint's name. */
    public static String clauses(boolean deferrable, boolean initiallyDeferred) {
        return (deferrable ? "DEFERRABLE" : "NOT DEFERRABLE")
                + (initiallyDeferred ? " INITIALLY DEFERRED" : " INITIALLY IMMEDIATE");
    }

    @Override
    public String summary() {
        return "make constraint " + Name.quoted(name) + " of " + table + " "
                + clauses(deferrable, initiallyDeferred).toLowerCase(java.util.Locale.ROOT);
    }
}
