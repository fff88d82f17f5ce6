/**
 * Statistics that the planner lacks, proven by what it expects without and with them beside what was counted.
 * Start reading at {@link io.howdah.engine.advise.statistics.CorrelatedColumnsRule}.
 */
@NullMarked
package io.howdah.engine.advise.statistics;

import org.jspecify.annotations.NullMarked;
