/**
 * Starts and stops PostgreSQL as a child of this JVM: from the binaries on the class path or from an installation, in a
 * temporary directory or in one that survives, as root too, and with nothing left behind however the JVM ends. It sends
 * no SQL and knows nothing of what the server is used for. Start reading at {@link io.howdah.embedded.PostgresServer}.
 */
@NullMarked
package io.howdah.embedded;

import org.jspecify.annotations.NullMarked;
