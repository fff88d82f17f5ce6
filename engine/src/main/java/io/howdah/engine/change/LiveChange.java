package io.howdah.engine.change;

import java.util.List;

/** A change whose steps depend on what the server has; planning it there tells them. */
public sealed interface LiveChange extends Change
        permits AuditTables,
                ClusterTable,
                CopyIntoPartitions,
                EncodeColumns,
                InPlaceChange,
                PartitionTable,
                PartitionUpkeep,
                RewriteTable,
                SecureTenants,
                StopAudit {

    @Override
    default List<Step> steps() {
        return List.of();
    }

    @Override
    default List<Step> undo() {
        return List.of();
    }
}
