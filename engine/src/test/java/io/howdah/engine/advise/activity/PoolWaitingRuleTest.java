package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class PoolWaitingRuleTest {

    private final PoolWaitingRule rule = new PoolWaitingRule();

    @Test
    void sees_clients_that_wait_for_a_connection() {
        var made = behind(Pools.of(Pools.waiting("transaction", 7, 3.2, 20), Pools.quiet("job")));

        assertThat(made.seenBy(rule))
                .containsExactly("WARNING app@shop: 7 clients of app@shop wait for a connection, the first for 3.2 s");
        assertThat(made.evidenceOf(rule))
                .containsExactly(
                        "app@shop, by transaction: 47 clients, 7 of them waiting; 20 of 20 connections to the server busy");
        assertThat(behind(Pools.of(Pools.waiting("transaction", 1, 1, 20))).seenBy(rule))
                .containsExactly("WARNING app@shop: 1 client of app@shop waits for a connection, the first for 1 s");
    }

    @Test
    void sees_transactions_that_wait_on_the_whole() {
        assertThat(behind(quiet().means(1, 9.9, 1000, true)).seenBy(rule))
                .containsExactly("NOTICE shop: transactions of shop wait 1.0 ms for a connection and take 9.9 ms");
    }

    @Test
    void is_silent_about_short_waits() {
        assertThat(behind(Pools.of(Pools.waiting("transaction", 7, 0.9, 20))).seenBy(rule))
                .isEmpty();
        assertThat(behind(quiet().means(0.9, 2, 1000, true)).seenBy(rule)).isEmpty();
        assertThat(behind(quiet().means(1, 10.1, 1000, true)).seenBy(rule)).isEmpty();
        assertThat(behind(quiet()).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_about_the_first_transactions_and_about_waits_of_the_past() {
        assertThat(behind(quiet().means(15, 20, 999, true)).seenBy(rule)).isEmpty();
        assertThat(behind(quiet().means(15, 20, 1_000_000, false)).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_where_no_pooler_was_shown() {
        var made = Made.server();

        assertThat(made.seenBy(rule)).isEmpty();
        assertThat(rule.looksAt(made.scene())).isFalse();
        assertThat(rule.looksAt(behind(quiet()).scene())).isTrue();
    }

    @Test
    void asks_first_whether_the_connections_do_anything() {
        assertThat(advice(full().sessions("app", "shop", 3, "idle in transaction")))
                .contains("3 of its connections rest inside of a transaction");
        assertThat(advice(full().sessions("app", "shop", 3, "active"))).contains("All its connections are at work");
        assertThat(advice(full().sessions("other", "shop", 3, "idle in transaction")))
                .contains("All its connections are at work");
        assertThat(advice(full().sessions("app", "other", 3, "idle in transaction")))
                .contains("All its connections are at work");
        assertThat(advice(behind(Pools.of(Pools.waiting("session", 7, 3, 20)))))
                .contains("by transaction many share it");
    }

    @Test
    void says_what_else_may_keep_them_waiting() {
        assertThat(advice(behind(waiting(19)))).contains("The pool is not full");
        assertThat(advice(behind(waiting(20).sized(20, 5)))).contains("All its connections are at work");
        assertThat(advice(behind(waiting(3).paused()))).contains("paused or disabled");
        assertThat(advice(behind(waiting(3).most(30, 30)))).contains("max_db_connections");
        assertThat(advice(behind(waiting(3).most(30, 29)))).contains("The pool is not full");
    }

    private static Pools quiet() {
        return Pools.of(Pools.quiet("app"), Pools.quiet("job"));
    }

    private static Pools waiting(long busy) {
        return Pools.of(Pools.waiting("transaction", 7, 3, busy));
    }

    private static Made full() {
        return behind(waiting(20));
    }

    private static Made behind(Pools database) {
        return Made.server().behind(Pools.pooler(100, database));
    }

    private String advice(Made made) {
        return rule.examine(made.scene()).stream().map(Finding::why).findFirst().orElseThrow();
    }
}
