package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.ServerState;
import org.junit.jupiter.api.Test;

class ReceiverMissingRuleTest {

    private final ReceiverMissingRule rule = new ReceiverMissingRule();

    @Test
    void sees_that_the_primary_is_not_reached() {
        assertThat(Made.server()
                        .recovering()
                        .setting("primary_conninfo", "host=a")
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                new ServerState.Standby(false, null, null)))
                        .seenBy(rule))
                .containsExactly("CRITICAL standby: this standby has no WAL receiver: it does not reach its primary");
    }

    @Test
    void sees_a_silent_primary() {
        assertThat(Made.server()
                        .recovering()
                        .setting("primary_conninfo", "host=a")
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                new ServerState.Standby(false, "streaming", 300.0)))
                        .seenBy(rule))
                .containsExactly("CRITICAL standby: the primary has said nothing to this standby for 5 min");
    }

    @Test
    void is_silent_where_it_streams() {
        assertThat(Made.server()
                        .recovering()
                        .setting("primary_conninfo", "host=a")
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                new ServerState.Standby(false, "streaming", 2.0)))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_is_fed_from_an_archive() {
        assertThat(Made.server()
                        .recovering()
                        .setting("primary_conninfo", "")
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                new ServerState.Standby(false, null, null)))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_while_the_primary_may_be_silent() {
        assertThat(standby(new ServerState.Standby(false, "streaming", 60.0)).seenBy(rule))
                .isEmpty();
        assertThat(standby(new ServerState.Standby(false, "streaming", 61.0)).seenBy(rule))
                .containsExactly("CRITICAL standby: the primary has said nothing to this standby for 61 s");
        assertThat(standby(new ServerState.Standby(false, "streaming", null)).seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_it_where_the_primary_to_be_reached_is_not_visible() {
        assertThat(standby(new ServerState.Standby(false, null, null)).seenBy(rule))
                .containsExactly("CRITICAL standby: this standby has no WAL receiver: it does not reach its primary");
    }

    @Test
    void says_how_far_it_is_behind_where_that_is_known() {
        var standby = standby(new ServerState.Standby(false, null, null));

        assertThat(standby.evidenceOf(rule)).containsExactly("the last replayed transaction is not known");
        assertThat(standby.activity("replay_delay_seconds", 300).evidenceOf(rule))
                .containsExactly("last replayed transaction 5 min ago");
    }

    @Test
    void is_silent_on_a_primary() {
        assertThat(Made.server().setting("primary_conninfo", "host=a").seenBy(rule))
                .isEmpty();
    }

    private static Made standby(ServerState.Standby how) {
        return Made.server()
                .recovering()
                .state(s -> new ServerState(
                        s.counters(),
                        s.tables(),
                        s.io(),
                        s.extensions(),
                        s.subscriptions(),
                        s.collations(),
                        s.vacuums(),
                        s.withoutIdentity(),
                        how));
    }
}
