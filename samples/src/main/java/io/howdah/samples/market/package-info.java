/**
 * The sample {@code market}: a game in which pirates are traded like shares. Holds its schema, rows, workload and faults, and
 * nothing of how they are loaded or run. Start reading at {@link io.howdah.samples.market.Market}.
 */
@NullMarked
package io.howdah.samples.market;

import org.jspecify.annotations.NullMarked;
