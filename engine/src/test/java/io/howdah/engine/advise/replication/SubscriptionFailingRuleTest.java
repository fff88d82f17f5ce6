package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionFailingRuleTest {

    private final SubscriptionFailingRule rule = new SubscriptionFailingRule();

    @Test
    void sees_one_without_a_worker() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                List.of(new ServerState.Subscription("S a", true, false, 0L, 0L, 0)),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly("CRITICAL subscription S a: the subscription S a has no worker at work");
    }

    @Test
    void sees_one_that_is_off() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                List.of(new ServerState.Subscription("S a", false, false, 0L, 0L, 0)),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly("WARNING subscription S a: the subscription S a is turned off");
    }

    @Test
    void sees_one_with_errors() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                List.of(new ServerState.Subscription("S a", true, true, 7L, 0L, 0)),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly("WARNING subscription S a: the subscription S a failed 7 times");
    }

    @Test
    void is_silent_about_one_that_works() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                List.of(new ServerState.Subscription("S a", true, true, 0L, 0L, 0)),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_nothing_is_counted() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                List.of(new ServerState.Subscription("S a", true, true, null, 0L, 0)),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_one_that_fails_while_copying() {
        assertThat(with(new ServerState.Subscription("S a", true, true, null, 1L, 2))
                        .seenBy(rule))
                .containsExactly("WARNING subscription S a: the subscription S a failed 1 times");
        assertThat(with(new ServerState.Subscription("S a", true, true, 3L, 4L, 2))
                        .seenBy(rule))
                .containsExactly("WARNING subscription S a: the subscription S a failed 7 times");
    }

    @Test
    void is_silent_where_nobody_may_see_the_worker() {
        assertThat(with(new ServerState.Subscription("S a", true, null, null, null, 0))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void writes_what_turns_it_on() {
        var off = with(new ServerState.Subscription("S a", false, false, 0L, 0L, 0));

        assertThat(off.mendedBy(rule)).containsExactly("ALTER SUBSCRIPTION \"S a\" ENABLE;");
        assertThat(off.reasonsOf(rule)).allMatch(why -> why.contains("mend that first") && !why.contains("SKIP"));
    }

    @Test
    void does_not_turn_on_what_is_on_and_says_how_its_transaction_is_left_out() {
        assertThat(List.of(
                        with(new ServerState.Subscription("S a", true, false, null, null, 0)),
                        with(new ServerState.Subscription("S a", true, true, 1L, 1L, 0))))
                .allSatisfy(failing -> {
                    assertThat(failing.mendedBy(rule)).isEmpty();
                    assertThat(failing.reasonsOf(rule))
                            .hasSize(1)
                            .allMatch(why -> why.contains("tries again by itself"))
                            .allMatch(why -> why.contains("ALTER SUBSCRIPTION \"S a\" SKIP (lsn = '…')"));
                });
    }

    @Test
    void leaves_a_transaction_out_by_its_origin_before_15() {
        var failing = with(new ServerState.Subscription("S a", true, false, null, null, 0));

        assertThat(failing.version(140022).reasonsOf(rule))
                .hasSize(1)
                .allMatch(why -> why.contains("pg_replication_origin_advance()") && !why.contains("SKIP"));
        assertThat(failing.version(150000).reasonsOf(rule)).allMatch(why -> why.contains("SKIP"));
    }

    @Test
    void leaves_nothing_out_of_a_first_copy() {
        assertThat(with(new ServerState.Subscription("S a", true, true, 0L, 3L, 1))
                        .reasonsOf(rule))
                .hasSize(1)
                .allMatch(why -> why.contains("begins anew") && !why.contains("SKIP"));
    }

    @Test
    void names_no_conflict_where_none_was_counted() {
        assertThat(with(new ServerState.Subscription("S a", true, false, 0L, 0L, 0))
                        .reasonsOf(rule))
                .hasSize(1)
                .allMatch(why -> why.contains("max_logical_replication_workers") && !why.contains("SKIP"));
        assertThat(with(new ServerState.Subscription("S a", true, false, 1L, 0L, 0))
                        .reasonsOf(rule))
                .allMatch(why -> why.contains("SKIP"));
    }

    @Test
    void is_silent_on_a_standby_where_no_worker_runs() {
        assertThat(with(new ServerState.Subscription("S a", true, false, 0L, 0L, 0))
                        .recovering()
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_tables_that_are_still_copied() {
        assertThat(with(new ServerState.Subscription("S a", true, true, 0L, 0L, 12))
                        .seenBy(rule))
                .isEmpty();
    }

    private static Made with(ServerState.Subscription subscription) {
        return Made.server()
                .state(s -> new ServerState(
                        s.counters(),
                        s.tables(),
                        s.io(),
                        s.extensions(),
                        List.of(subscription),
                        s.collations(),
                        s.vacuums(),
                        s.withoutIdentity(),
                        s.standby()));
    }
}
