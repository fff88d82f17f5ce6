/**
 * Index advice: which indexes to create for a workload, priced on the twin, and which existing ones cost more than they give.
 * It builds and drops nothing and never speaks to the user's server.
 * Start reading at {@link io.howdah.engine.advise.index.IndexAdviser}.
 */
@NullMarked
package io.howdah.engine.advise.index;

import org.jspecify.annotations.NullMarked;
