package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows of the default partition the partitions that they belong to.
 *
 * @param at as if it were then; null for the server's clock
 */
public record DrainDefaultPartition(
        QualifiedName table, @Nullable Instant at) implements PartitionUpkeep {

    @Override
    public String summary() {
        return "drain the default partition of " + table;
    }
}
