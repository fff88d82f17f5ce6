package io.howdah.engine.twin;

import io.howdah.embedded.PostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * How a twin is run.
 *
 * @param server a running server to build it on, which stays open when the twin is closed; null for one of its own
 * @param sessions how many questions are planned at the same time
 * @param major the version of PostgreSQL to plan with; null for the original's own
 */
public record TwinOptions(
        @Nullable PostgresServer server,
        int sessions,
        @Nullable Integer major) {

    /** A server of its own, one session, the original's own version. */
    public static final TwinOptions DEFAULT = new TwinOptions(null, 1, null);

    public TwinOptions sessions(int count) {
        return new TwinOptions(server, count, major);
    }

    public TwinOptions server(PostgresServer running) {
        return new TwinOptions(running, sessions, major);
    }

    /** Plans as another version does; what an upgrade would change is asked so. */
    public TwinOptions major(int version) {
        return new TwinOptions(server, sessions, version);
    }
}
