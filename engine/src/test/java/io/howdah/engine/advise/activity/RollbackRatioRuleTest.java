package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class RollbackRatioRuleTest {

    private final RollbackRatioRule rule = new RollbackRatioRule();

    @Test
    void sees_many_that_fail() {
        assertThat(Made.server()
                        .counter("commits", 9_000)
                        .counter("rollbacks", 3_000)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: 25 % of the transactions were rolled back");
    }

    @Test
    void is_silent_about_some() {
        assertThat(Made.server()
                        .counter("commits", 99_000)
                        .counter("rollbacks", 3_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_few_transactions() {
        assertThat(Made.server()
                        .counter("commits", 10)
                        .counter("rollbacks", 300)
                        .seenBy(rule))
                .isEmpty();
    }
}
