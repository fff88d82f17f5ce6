/**
 * Tables made partitioned without being copied, and plain again with all their rows.
 * Start reading at {@link io.howdah.engine.apply.partition.Conversion}, then {@link io.howdah.engine.apply.partition.Swap}.
 */
@NullMarked
package io.howdah.engine.apply.partition;

import org.jspecify.annotations.NullMarked;
