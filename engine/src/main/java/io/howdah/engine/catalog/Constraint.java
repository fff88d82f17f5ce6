package io.howdah.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table.
 *
 * @param columns of the table itself, in the constraint's order
 * @param referenced the table that a foreign key points to; null for other kinds
 * @param definition as {@code pg_get_constraintdef} writes it
 * @param index the index behind a primary key, unique or exclusion constraint
 */
public record Constraint(
        String name,
        Kind kind,
        List<String> columns,
        @Nullable QualifiedName referenced,
        List<String> referencedColumns,
        boolean validated,
        String definition,
        @Nullable QualifiedName index) {

    /** The kinds of {@code pg_constraint.contype} that tables have. */
    public enum Kind {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        EXCLUSION,
        NOT_NULL
    }
}
