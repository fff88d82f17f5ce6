package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Pooler.Pool;
import org.junit.jupiter.api.Test;

class PoolWaitingRuleTest {

    private final PoolWaitingRule rule = new PoolWaitingRule();

    @Test
    void sees_clients_that_wait_for_a_connection() {
        assertThat(behind(Pools.waiting("app", "shop", 7, 3.2, 20), Pools.quiet("job", "shop"))
                        .seenBy(rule))
                .containsExactly("WARNING app@shop: 7 clients of app@shop wait for a connection, the first for 3.2 s");
        assertThat(behind(Pools.waiting("app", "shop", 1, 1, 20)).seenBy(rule))
                .containsExactly("WARNING app@shop: 1 client of app@shop waits for a connection, the first for 1.0 s");
    }

    @Test
    void sees_transactions_that_wait_on_the_whole() {
        assertThat(behind(Pools.slow("app", "shop", 1, 9.9), Pools.slow("job", "shop", 1, 9.9))
                        .seenBy(rule))
                .containsExactly("NOTICE shop: transactions of shop wait 1.0 ms for a connection and take 9.9 ms");
    }

    @Test
    void is_silent_about_short_waits() {
        assertThat(behind(Pools.waiting("app", "shop", 7, 0.9, 20)).seenBy(rule))
                .isEmpty();
        assertThat(behind(Pools.slow("app", "shop", 0.9, 2)).seenBy(rule)).isEmpty();
        assertThat(behind(Pools.slow("app", "shop", 1, 10.1)).seenBy(rule)).isEmpty();
        assertThat(behind(Pools.quiet("app", "shop")).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_where_no_pooler_was_shown() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    @Test
    void asks_first_whether_the_connections_do_anything() {
        var full = Pools.waiting("app", "shop", 7, 3, 20);

        assertThat(advice(behind(full).sessions("app", "shop", 3, "idle in transaction")))
                .contains("3 of its connections rest inside of a transaction");
        assertThat(advice(behind(full).sessions("other", "shop", 3, "idle in transaction")))
                .contains("All its connections are at work");
        assertThat(advice(behind(Pools.mode(full, "session")))).contains("by transaction many share it");
        assertThat(advice(behind(Pools.waiting("app", "shop", 7, 3, 19)))).contains("The pool is not full");
    }

    private static Made behind(Pool... pools) {
        return Made.server().behind(Pools.of(100, pools));
    }

    private String advice(Made made) {
        return rule.examine(made.scene()).stream().map(Finding::why).findFirst().orElseThrow();
    }
}
