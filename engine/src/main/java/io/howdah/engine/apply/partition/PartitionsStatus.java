package io.howdah.engine.apply.partition;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a partitioned table stands.
 *
 * @param policy what is wanted of it; null where nobody has said
 * @param problem why its partitions cannot be kept, or what keeps a policy from being told; null where nothing does
 * @param proposal what the policy would be, told from the bounds; null where there is a policy, or it cannot be told
 * @param partitions in the order of their bounds
 * @param gaps between the bounds of partitions, as FROM and TO
 * @param ahead how many partitions there are beyond the present one; null where there is no policy
 * @param aheadUntil where the partitions end that follow the present one without a gap; null likewise
 * @param strayRows of the default partition that belong to no other yet, counted up to a million; null where there is no default partition
 * @param due how many partitions maintenance would make
 * @param old which partitions maintenance would take away
 * @param analyzed when statistics of the whole were gathered last by us
 */
public record PartitionsStatus(
        QualifiedName table,
        String strategy,
        @Nullable String column,
        @Nullable PartitionPolicy policy,
        @Nullable PartitionPolicy proposal,
        @Nullable String problem,
        List<Part> partitions,
        List<String> gaps,
        @Nullable Integer ahead,
        @Nullable String aheadUntil,
        @Nullable Long strayRows,
        int due,
        List<QualifiedName> old,
        @Nullable Instant analyzed) {

    /**
     * A partition.
     *
     * @param bound as ATTACH says it, times in UTC
     * @param rows as the server estimates them; null where it does not know
     * @param pending whether its detachment was begun and not ended
     * @param invalidIndexes that a build left behind
     */
    public record Part(
            QualifiedName name,
            String bound,
            @Nullable Long rows,
            long bytes,
            boolean standing,
            boolean pending,
            List<String> invalidIndexes) {}
}
