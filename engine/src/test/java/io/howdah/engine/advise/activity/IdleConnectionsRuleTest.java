package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class IdleConnectionsRuleTest {

    private final IdleConnectionsRule rule = new IdleConnectionsRule();

    @Test
    void sees_many_that_rest() {
        assertThat(Made.server()
                        .sessions(50, "idle", "Client", "ClientRead", 7200)
                        .seenBy(rule))
                .containsExactly("NOTICE server: 50 of 50 sessions have done nothing for 60 min");
    }

    @Test
    void is_silent_about_fewer() {
        assertThat(Made.server()
                        .sessions(49, "idle", "Client", "ClientRead", 7200)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_pauses() {
        assertThat(Made.server()
                        .sessions(60, "idle", "Client", "ClientRead", 60)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_sessions_at_work() {
        assertThat(Made.server().sessions(60, "active", null, null, 7200).seenBy(rule))
                .isEmpty();
    }

    @Test
    void speaks_of_a_timeout_where_none_is_set() {
        assertThat(resting(0).reasonsOf(rule)).first().asString().contains("idle_session_timeout");
        assertThat(resting(60_000).reasonsOf(rule)).first().asString().doesNotContain("idle_session_timeout");
    }

    private static Made resting(int timeout) {
        return Made.server()
                .setting("idle_session_timeout", timeout)
                .sessions(50, "idle", "Client", "ClientRead", 7200);
    }
}
