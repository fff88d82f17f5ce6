package io.howdah.engine.postgres;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the connection.
 *
 * @param target a URI, a {@code key=value} string, or a database's name
 * @param host {@code -h}
 * @param port {@code -p}
 * @param user {@code -U}
 * @param database {@code -d}: like {@code target}
 */
public record ConnectionOptions(
        @Nullable String target,
        @Nullable String host,
        @Nullable String port,
        @Nullable String user,
        @Nullable String database) {

    /** Nothing said: everything comes from the environment. */
    public static final ConnectionOptions NONE = new ConnectionOptions(null, null, null, null, null);

    public static ConnectionOptions of(String target) {
        return new ConnectionOptions(target, null, null, null, null);
    }
}
