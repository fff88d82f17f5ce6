/**
 * Rules on what sessions do: locks, waits, connections, reads and writes.
 * Start reading at {@link io.howdah.engine.advise.activity.CacheHitRule}.
 */
@NullMarked
package io.howdah.engine.advise.activity;

import org.jspecify.annotations.NullMarked;
