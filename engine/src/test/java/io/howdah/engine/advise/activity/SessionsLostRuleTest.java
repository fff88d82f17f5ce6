package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class SessionsLostRuleTest {

    private final SessionsLostRule rule = new SessionsLostRule();

    @Test
    void sees_clients_that_go_away() {
        assertThat(Made.server()
                        .counter("sessions", 2000)
                        .counter("sessions_abandoned", 190)
                        .counter("sessions_fatal", 10)
                        .counter("sessions_killed", 0)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: 10 % of the sessions ended by accident");
    }

    @Test
    void is_silent_about_few_of_many() {
        assertThat(Made.server()
                        .counter("sessions", 200000)
                        .counter("sessions_abandoned", 190)
                        .counter("sessions_fatal", 10)
                        .counter("sessions_killed", 0)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_few() {
        assertThat(Made.server()
                        .counter("sessions", 100)
                        .counter("sessions_abandoned", 50)
                        .counter("sessions_fatal", 10)
                        .counter("sessions_killed", 0)
                        .seenBy(rule))
                .isEmpty();
    }
}
