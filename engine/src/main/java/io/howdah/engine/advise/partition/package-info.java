/**
 * Rules about partitions that exist, and advice on tables that should have them.
 * Start reading at {@link io.howdah.engine.advise.partition.PartitionRules}.
 */
@NullMarked
package io.howdah.engine.advise.partition;

import org.jspecify.annotations.NullMarked;
