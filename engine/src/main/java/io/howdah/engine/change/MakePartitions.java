package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes the partitions that are due by the policy of a table.
 *
 * @param at as if it were then; null for the server's clock
 */
public record MakePartitions(QualifiedName table, @Nullable Instant at) implements PartitionUpkeep {

    @Override
    public String summary() {
        return "make partitions of " + table + " ahead";
    }
}
