package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Pooler.Pool;
import org.junit.jupiter.api.Test;

class PoolClientsRuleTest {

    private final PoolClientsRule rule = new PoolClientsRule();

    @Test
    void sees_a_pooler_that_soon_refuses_clients() {
        assertThat(with(100, 70, 10).seenBy(rule))
                .containsExactly("WARNING pgbouncer: 80 of 100 clients that PgBouncer lets in are there");
        assertThat(with(100, 70, 25).seenBy(rule))
                .containsExactly("CRITICAL pgbouncer: 95 of 100 clients that PgBouncer lets in are there");
    }

    @Test
    void is_silent_while_there_is_room_or_nothing_is_known() {
        assertThat(with(100, 70, 9).seenBy(rule)).isEmpty();
        assertThat(with(0, 70, 9).seenBy(rule)).isEmpty();
        assertThat(Made.server().seenBy(rule)).isEmpty();
        assertThat(rule.looksAt(Made.server().scene())).isFalse();
    }

    private static Made with(int most, long active, long waiting) {
        return Made.server()
                .behind(Pools.pooler(most, Pools.of(new Pool("app", "transaction", active, waiting, 0.1, 20, 20))));
    }
}
