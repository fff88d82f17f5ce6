package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class JitTimeRuleTest {

    private final JitTimeRule rule = new JitTimeRule();

    @Test
    void sees_compiling_that_takes_much_of_short_statements() {
        var made = Made.server()
                .setting("jit", "on")
                .timed("select a from t where k = $1", 1_000, 0, 400)
                .timed("select b from t", 1_000, 0, 0);

        assertThat(made.seenBy(rule))
                .containsExactly(
                        "NOTICE setting jit: just-in-time compilation takes 20 % of the workload's time where it cannot pay");
        assertThat(made.mendedBy(rule)).contains("ALTER SYSTEM SET jit = 'off';");
    }

    @Test
    void raises_the_limit_where_others_gain() {
        assertThat(Made.server()
                        .setting("jit", "on")
                        .setting("jit_above_cost", 100_000)
                        .timed("select a from t", 1_000, 0, 400)
                        .timed("select b from t", 9_000, 0, 400)
                        .mendedBy(rule))
                .contains("ALTER SYSTEM SET jit_above_cost = '1000000';");
    }

    @Test
    void keeps_silent_where_compiling_is_a_small_part_of_a_statement_or_of_all() {
        assertThat(Made.server()
                        .setting("jit", "on")
                        .timed("select a from t", 10_000, 0, 400)
                        .timed("select b from t", 100, 0, 50)
                        .uncounted("select c from t")
                        .seenBy(rule))
                .isEmpty();
    }
}
