/**
 * Tables made partitioned without being copied, and the partitions' whole life: made ahead, detached, archived, dropped.
 * Start reading at {@link io.howdah.engine.apply.partition.Conversion}, then
 * {@link io.howdah.engine.apply.partition.PartitionMaintenance}.
 */
@NullMarked
package io.howdah.engine.apply.partition;

import org.jspecify.annotations.NullMarked;
