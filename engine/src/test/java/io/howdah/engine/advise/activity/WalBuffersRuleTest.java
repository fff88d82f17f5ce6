package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class WalBuffersRuleTest {

    private final WalBuffersRule rule = new WalBuffersRule();

    @Test
    void sees_buffers_that_are_full() {
        assertThat(Made.server()
                        .setting("wal_buffers", 16 * Made.MB)
                        .counter("wal_buffers_full", 5000)
                        .counter("wal_seconds", 1_000)
                        .seenBy(rule))
                .containsExactly("INFO setting wal_buffers: the buffers of WAL were full 5 times a second");
    }

    @Test
    void is_silent_where_they_are_not() {
        assertThat(Made.server()
                        .setting("wal_buffers", 16 * Made.MB)
                        .counter("wal_buffers_full", 50)
                        .counter("wal_seconds", 1_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_they_are_large() {
        assertThat(full(255 * Made.MB).seenBy(rule)).hasSize(1);
        assertThat(full(256 * Made.MB).seenBy(rule)).isEmpty();
    }

    private static Made full(long buffers) {
        return Made.server()
                .setting("wal_buffers", buffers)
                .counter("wal_buffers_full", 5000)
                .counter("wal_seconds", 1_000);
    }
}
