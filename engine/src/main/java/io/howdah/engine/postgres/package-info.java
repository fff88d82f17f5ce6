/**
 * The only place that opens connections: libpq-style settings, sessions with time-outs, versions.
 * It knows nothing of catalogs or advice.
 * Start reading at {@link io.howdah.engine.postgres.ConnectionSettings} and {@link io.howdah.engine.postgres.Sessions}.
 */
@NullMarked
package io.howdah.engine.postgres;

import org.jspecify.annotations.NullMarked;
