package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class WaitEventsRuleTest {

    private final WaitEventsRule rule = new WaitEventsRule();

    @Test
    void sees_sessions_that_wait_for_the_same() {
        assertThat(Made.server()
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", null, null, 1, null)
                        .session("active", null, null, 1, null)
                        .seenBy(rule))
                .containsExactly("NOTICE LWLock:BufferMapping: 6 of 8 sessions at work wait for LWLock:BufferMapping");
    }

    @Test
    void leaves_locks_to_the_rule_on_blocking() {
        assertThat(Made.server()
                        .session("active", "Lock", "transactionid", 1, null)
                        .session("active", "Lock", "transactionid", 1, null)
                        .session("active", "Lock", "transactionid", 1, null)
                        .session("active", "Lock", "transactionid", 1, null)
                        .session("active", "Lock", "transactionid", 1, null)
                        .session("active", "Lock", "transactionid", 1, null)
                        .session("active", "Lock", "transactionid", 1, null)
                        .session("active", "Lock", "transactionid", 1, null)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_few() {
        assertThat(Made.server()
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_most_work() {
        assertThat(Made.server()
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", "LWLock", "BufferMapping", 1, null)
                        .session("active", null, null, 1, null)
                        .session("active", null, null, 1, null)
                        .session("active", null, null, 1, null)
                        .session("active", null, null, 1, null)
                        .session("active", null, null, 1, null)
                        .session("active", null, null, 1, null)
                        .session("active", null, null, 1, null)
                        .seenBy(rule))
                .isEmpty();
    }
}
