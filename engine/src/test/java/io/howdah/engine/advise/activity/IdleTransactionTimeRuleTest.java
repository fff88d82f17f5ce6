package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class IdleTransactionTimeRuleTest {

    private final IdleTransactionTimeRule rule = new IdleTransactionTimeRule();

    @Test
    void sees_transactions_that_wait_for_their_application() {
        assertThat(Made.server()
                        .counter("idle_in_transaction_ms", 5_000_000)
                        .counter("active_ms", 1_000_000)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: transactions are idle for 5 times as long as they work");
    }

    @Test
    void is_silent_where_they_work() {
        assertThat(Made.server()
                        .counter("idle_in_transaction_ms", 1_000_000)
                        .counter("active_ms", 1_000_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_little_time() {
        assertThat(Made.server()
                        .counter("idle_in_transaction_ms", 5_000)
                        .counter("active_ms", 1_000)
                        .seenBy(rule))
                .isEmpty();
    }
}
