/**
 * What users write down for {@code howdah inspect}: thresholds, what to pass over, the machine, and which findings are known.
 * Start reading at {@link io.howdah.app.config.HealthConfig}.
 */
@NullMarked
package io.howdah.app.config;

import org.jspecify.annotations.NullMarked;
