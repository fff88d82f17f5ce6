package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A sequence.
 *
 * @param lastValue null where it was never used or is not visible
 * @param ownerTable the table whose column it feeds; null where there is none
 * @param ownerColumnType type of that column, whose range may end before the sequence's
 */
public record Sequence(
        QualifiedName name,
        String type,
        long minimum,
        long maximum,
        long increment,
        boolean cycles,
        @Nullable Long lastValue,
        @Nullable QualifiedName ownerTable,
        @Nullable String ownerColumn,
        @Nullable String ownerColumnType) {}
