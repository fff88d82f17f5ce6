package io.howdah.engine.twin;

import io.howdah.embedded.PostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * How a twin is run.
 *
 * @param server a running server to build it on, which stays open when the twin is closed; null for one of its own
 * @param sessions how many questions are planned at the same time
 */
public record TwinOptions(@Nullable PostgresServer server, int sessions) {

    /** A server of its own, one session. */
    public static final TwinOptions DEFAULT = new TwinOptions(null, 1);

    public TwinOptions sessions(int count) {
        return new TwinOptions(server, count);
    }

    public TwinOptions server(PostgresServer running) {
        return new TwinOptions(running, sessions);
    }
}
