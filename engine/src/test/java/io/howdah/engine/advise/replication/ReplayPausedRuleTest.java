package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.ServerState;
import org.junit.jupiter.api.Test;

class ReplayPausedRuleTest {

    private final ReplayPausedRule rule = new ReplayPausedRule();

    @Test
    void sees_a_pause() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                new ServerState.Standby(true, "streaming", 1.0)))
                        .seenBy(rule))
                .containsExactly("WARNING standby: replay is paused on this standby");
    }

    @Test
    void is_silent_where_it_goes_on() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                new ServerState.Standby(false, "streaming", 1.0)))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_on_a_primary() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }
}
