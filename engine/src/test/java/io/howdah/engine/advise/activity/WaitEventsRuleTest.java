package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class WaitEventsRuleTest {

    private final WaitEventsRule rule = new WaitEventsRule();

    @Test
    void sees_sessions_that_wait_for_the_same() {
        assertThat(Made.server()
                        .sessions(6, "active", "LWLock", "BufferMapping", 1)
                        .sessions(2, "active", null, null, 1)
                        .seenBy(rule))
                .containsExactly("NOTICE LWLock:BufferMapping: 6 of 8 sessions at work wait for LWLock:BufferMapping");
    }

    @Test
    void leaves_locks_to_the_rule_on_blocking() {
        assertThat(Made.server()
                        .sessions(8, "active", "Lock", "transactionid", 1)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_few() {
        assertThat(Made.server()
                        .sessions(4, "active", "LWLock", "BufferMapping", 1)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_most_work() {
        assertThat(Made.server()
                        .sessions(6, "active", "LWLock", "BufferMapping", 1)
                        .sessions(7, "active", null, null, 1)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void counts_sessions_at_work_only() {
        assertThat(Made.server()
                        .sessions(6, "active", "LWLock", "BufferMapping", 1)
                        .sessions(20, "idle", "Client", "ClientRead", 1)
                        .seenBy(rule))
                .containsExactly("NOTICE LWLock:BufferMapping: 6 of 6 sessions at work wait for LWLock:BufferMapping");
    }
}
