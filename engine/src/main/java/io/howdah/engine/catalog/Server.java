package io.howdah.engine.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server.
 *
 * @param versionNumber as in {@code server_version_num}, such as 180006
 * @param version as in {@code server_version}
 * @param startedAt when the postmaster started; null where it is not visible
 * @param inRecovery whether it is a replica
 */
public record Server(
        int versionNumber, String version, @Nullable Instant startedAt, boolean inRecovery) {

    /** The major version, such as 18. */
    public int major() {
        return versionNumber / 10_000;
    }
}
