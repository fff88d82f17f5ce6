/**
 * Rules on vacuum, bloat and statistics: what is not cleared, not frozen and not analysed, why, and which settings of tables mend it.
 * Start reading at {@link io.howdah.engine.advise.vacuum.AutovacuumTuningRule}.
 */
@NullMarked
package io.howdah.engine.advise.vacuum;

import org.jspecify.annotations.NullMarked;
