/**
 * Rules on versions: of the server, of extensions, of collations, and what stands before an upgrade.
 * Start reading at {@link io.howdah.engine.advise.version.MajorEndRule}.
 */
@NullMarked
package io.howdah.engine.advise.version;

import org.jspecify.annotations.NullMarked;
