/**
 * Rules and advisers by subject: they look at a catalog, a workload and the twin, and give findings and advice.
 * Nothing here opens a connection to the user's server or changes anything.
 * Start reading at {@link io.howdah.engine.advise.Advice} and {@link io.howdah.engine.advise.Rule}.
 */
@NullMarked
package io.howdah.engine.advise;

import org.jspecify.annotations.NullMarked;
