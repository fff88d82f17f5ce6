package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds a foreign key, at first for new rows, then for those that are there.
 *
 * @param name null to make one as the server does
 * @param references columns of the other table; none for its primary key
 * @param clauses what follows: MATCH, ON DELETE, ON UPDATE, DEFERRABLE, INITIALLY; empty for none
 * @param validated whether rows that are there are looked at
 */
public record AddForeignKey(
        QualifiedName table,
        @Nullable String name,
        List<String> columns,
        QualifiedName referenced,
        List<String> references,
        String clauses,
        boolean validated)
        implements TableChange {

    @Override
    public String summary() {
        return "add foreign key (" + columns.stream().map(Name::quoted).collect(Collectors.joining(", ")) + ") of "
                + table + " to " + referenced;
    }
}
