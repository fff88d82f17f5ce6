package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes the partitions away whose rows are older than the policy of a table wants them kept, and ends detachments that were interrupted.
 *
 * @param at as if it were then; null for the server's clock
 */
public record RetirePartitions(
        QualifiedName table, @Nullable Instant at) implements PartitionUpkeep {

    @Override
    public String summary() {
        return "retire old partitions of " + table;
    }
}
