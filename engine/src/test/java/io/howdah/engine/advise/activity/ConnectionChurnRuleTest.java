package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class ConnectionChurnRuleTest {

    private final ConnectionChurnRule rule = new ConnectionChurnRule();

    @Test
    void sees_sessions_for_a_few_statements() {
        assertThat(Made.server()
                        .counter("sessions", 500000)
                        .counter("seconds", 86_400)
                        .counter("session_ms", 500_000 * 200.0)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: 5.8 sessions are opened a second, each for 0.2 s");
    }

    @Test
    void is_silent_where_they_live_long() {
        assertThat(Made.server()
                        .counter("sessions", 500000)
                        .counter("seconds", 86_400)
                        .counter("session_ms", 500_000 * 200_000.0)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_few_are_opened() {
        assertThat(Made.server()
                        .counter("sessions", 5000)
                        .counter("seconds", 86_400)
                        .counter("session_ms", 5_000 * 200.0)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_was_counted_for_a_moment() {
        assertThat(Made.server()
                        .counter("sessions", 30)
                        .counter("seconds", 3)
                        .counter("session_ms", 30 * 200.0)
                        .seenBy(rule))
                .isEmpty();
    }
}
