package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendWritesRuleTest {

    private final BackendWritesRule rule = new BackendWritesRule();

    @Test
    void sees_sessions_that_write() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                List.of(io("client backend", 500_000), io("background writer", 400_000)),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly("NOTICE server: 56 % of the pages written were written by sessions themselves");
    }

    @Test
    void goes_by_older_counters_before_16() {
        assertThat(Made.server()
                        .version(140000)
                        .counter("buffers_backend", 500_000)
                        .counter("buffers_clean", 100_000)
                        .counter("buffers_checkpoint", 300_000)
                        .seenBy(rule))
                .containsExactly("INFO server: 56 % of the pages written were written by sessions themselves");
    }

    @Test
    void is_silent_where_others_write() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                List.of(io("client backend", 500_000), io("background writer", 5_000_000)),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_little() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                List.of(io("client backend", 5_000), io("background writer", 400)),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_temporary_tables_and_bulk_writes() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                List.of(
                                        io("client backend", "temp relation", "normal", 500_000),
                                        io("client backend", "relation", "bulkwrite", 500_000),
                                        io("background writer", 400_000)),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .isEmpty();
    }

    private static ServerState.Io io(String backend, double writes) {
        return io(backend, "relation", "normal", writes);
    }

    private static ServerState.Io io(String backend, String object, String context, double writes) {
        return new ServerState.Io(backend, object, context, 0, writes, 0, 0, 0, 0, 0);
    }
}
