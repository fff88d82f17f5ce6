package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * Adds a column, where that needs no new version of each row.
 *
 * @param definition what follows the column's name: its type, collation, and what of GENERATED, DEFAULT and NOT NULL there is
 * @param type the type alone, as written
 * @param defaultValue null where there is none
 * @param ifNotExists whether it may be there already, in whatever form
 */
public record AddColumn(
        QualifiedName table,
        String column,
        String definition,
        String type,
        boolean notNull,
        @Nullable String defaultValue,
        boolean ifNotExists)
        implements TableChange {

    @Override
    public String summary() {
        return "add column " + Name.quoted(column) + " " + definition + " to " + table;
    }
}
