package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class PreparedTransactionsAllowedRuleTest {

    private final PreparedTransactionsAllowedRule rule = new PreparedTransactionsAllowedRule();

    @Test
    void sees_room_that_nobody_uses() {
        assertThat(Made.server().setting("max_prepared_transactions", 64).seenBy(rule))
                .containsExactly(
                        "INFO setting max_prepared_transactions: 64 prepared transactions are allowed, and there is none");
    }

    @Test
    void is_silent_where_they_are_used() {
        assertThat(Made.server()
                        .setting("max_prepared_transactions", 64)
                        .prepared("x", 5)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_at_zero() {
        assertThat(Made.server().setting("max_prepared_transactions", 0).seenBy(rule))
                .isEmpty();
    }
}
