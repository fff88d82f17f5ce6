package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;

/** What a partitioned table needs from time to time, or once: its partitions made, emptied, taken away, brought back. */
public sealed interface PartitionUpkeep extends LiveChange
        permits AnalyzePartitioned, DrainDefaultPartition, MakePartitions, RestorePartition, RetirePartitions {

    /** The partitioned table; of a restored partition as the archive names it. */
    QualifiedName table();
}
