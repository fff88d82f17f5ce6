package io.howdah.app.json;

import io.howdah.engine.apply.partition.PartitionsStatus;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code howdah partition status} and {@code policy} answer with {@code --format json}; docs/schemas/partitions.json. */
public record PartitionsDocument(List<TablePart> tables) {

    /** A partitioned table. */
    public record TablePart(
            String table,
            String strategy,
            @Nullable String column,
            @Nullable PolicyPart policy,
            @Nullable PolicyPart proposal,
            @Nullable String problem,
            List<PartitionPart> partitions,
            List<String> gaps,
            @Nullable Integer ahead,
            @Nullable String aheadUntil,
            @Nullable Long defaultRows,
            int due,
            List<String> old,
            @Nullable String analyzed) {}

    /** What is wanted of it. */
    public record PolicyPart(
            String column,
            String every,
            @Nullable String zone,
            int ahead,
            @Nullable String keep,
            String then,
            @Nullable String archive,
            @Nullable Boolean defaultPartition) {}

    /** A partition. */
    public record PartitionPart(
            String name,
            String bound,
            @Nullable Long rows,
            long bytes,
            boolean isDefault,
            boolean detachPending,
            List<String> invalidIndexes) {}

    public static PartitionsDocument of(List<PartitionsStatus> all) {
        return new PartitionsDocument(
                all.stream().map(PartitionsDocument::table).toList());
    }

    private static TablePart table(PartitionsStatus status) {
        var analyzed = status.analyzed();
        return new TablePart(
                status.table().toString(),
                status.strategy(),
                status.column(),
                policy(status.policy()),
                policy(status.proposal()),
                status.problem(),
                status.partitions().stream().map(PartitionsDocument::partition).toList(),
                status.gaps(),
                status.ahead(),
                status.aheadUntil(),
                status.strayRows(),
                status.due(),
                status.old().stream().map(Object::toString).toList(),
                analyzed == null ? null : analyzed.toString());
    }

    private static @Nullable PolicyPart policy(@Nullable PartitionPolicy policy) {
        if (policy == null) {
            return null;
        }
        var keep = policy.keep();
        return new PolicyPart(
                policy.scheme().column(),
                switch (policy.scheme()) {
                    case PartitionScheme.ByTime time -> time.span().word();
                    case PartitionScheme.ByNumber number -> Long.toString(number.step());
                    case PartitionScheme.ByValue value -> "value";
                },
                policy.scheme() instanceof PartitionScheme.ByTime time
                        ? time.zone().getId()
                        : null,
                policy.ahead(),
                keep == null ? null : keep.toString(),
                policy.old().word(),
                policy.archive(),
                policy.wantsDefault());
    }

    private static PartitionPart partition(PartitionsStatus.Part part) {
        return new PartitionPart(
                part.name().toString(),
                part.bound(),
                part.rows(),
                part.bytes(),
                part.standing(),
                part.pending(),
                part.invalidIndexes());
    }
}
