package io.howdah.engine.twin;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.catalog.RowSamples;
import org.jspecify.annotations.Nullable;

/**
 * How a twin is run.
 *
 * @param server a running server to build it on, which stays open when the twin is closed; null for one of its own
 * @param sessions how many questions are planned at the same time
 * @param major the version of PostgreSQL to plan with; null for the original's own
 * @param samples what can be asked of the original's rows for hypothetical indexes
 */
public record TwinOptions(
        @Nullable PostgresServer server,
        int sessions,
        @Nullable Integer major,
        RowSamples samples) {

    /** A server of its own, one session, the original's own version, nothing but the statistics. */
    public static final TwinOptions DEFAULT = new TwinOptions(null, 1, null, RowSamples.NONE);

    public TwinOptions sessions(int count) {
        return new TwinOptions(server, count, major, samples);
    }

    public TwinOptions server(PostgresServer running) {
        return new TwinOptions(running, sessions, major, samples);
    }

    /** Plans as another version does; what an upgrade would change is asked so. */
    public TwinOptions major(int version) {
        return new TwinOptions(server, sessions, version, samples);
    }

    public TwinOptions samples(RowSamples source) {
        return new TwinOptions(server, sessions, major, source);
    }
}
