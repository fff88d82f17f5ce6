package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * Adds a check constraint, at first for new rows, then for those that are there.
 *
 * @param name null to make one of the table's name
 * @param expression as SQL, without the brackets
 * @param noInherit whether tables that inherit do not get it
 * @param validated whether rows that are there are looked at
 */
public record AddCheck(
        QualifiedName table, @Nullable String name, String expression, boolean noInherit, boolean validated)
        implements TableChange {

    /** What follows the constraint's name. */
    public String definition() {
        return "CHECK (" + expression + ")" + (noInherit ? " NO INHERIT" : "");
    }

    @Override
    public String summary() {
        return "add check (" + expression + ") to " + table;
    }
}
