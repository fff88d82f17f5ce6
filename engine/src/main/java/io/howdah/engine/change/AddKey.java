package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds a primary key or a unique constraint from an index that is built concurrently.
 *
 * @param name null to make one as the server does
 * @param include columns that the index carries without being keys
 * @param nullsNotDistinct whether there is at most one null
 * @param clauses DEFERRABLE and INITIALLY; empty for none
 */
public record AddKey(
        QualifiedName table,
        @Nullable String name,
        boolean primary,
        List<String> columns,
        List<String> include,
        boolean nullsNotDistinct,
        String clauses)
        implements TableChange {

    @Override
    public String summary() {
        return "add " + (primary ? "primary key" : "unique constraint") + " ("
                + columns.stream().map(Name::quoted).collect(Collectors.joining(", ")) + ") to " + table;
    }
}
