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
        assertThat(made.reasonsOf(rule)).first().asString().endsWith("jit = off, for all or for these roles.");
        assertThat(made.mendedBy(rule)).contains("ALTER SYSTEM SET jit = 'off';");
    }

    @Test
    void sees_a_quarter_of_a_statements_time_and_a_hundredth_of_all() {
        assertThat(compiled(100, 9_600).seenBy(rule)).hasSize(1);
        assertThat(compiled(99, 9_500).seenBy(rule)).as("of the statement").isEmpty();
        assertThat(compiled(100, 9_601).seenBy(rule)).as("of all").isEmpty();
    }

    /** A statement of 400 ms that was compiled for so long, and others. */
    private static Made compiled(double jitMs, double others) {
        return Made.server()
                .setting("jit", "on")
                .timed("select a from t where k = $1", 400, 0, jitMs)
                .timed("select b from t", others, 0, 0);
    }

    @Test
    void raises_the_limit_where_others_gain() {
        var made = Made.server()
                .setting("jit", "on")
                .setting("jit_above_cost", 100_000)
                .timed("select a from t", 1_000, 0, 400)
                .timed("select b from t", 9_000, 0, 400);

        assertThat(made.reasonsOf(rule)).first().asString().startsWith("Other statements are compiled too");
        assertThat(made.mendedBy(rule)).contains("ALTER SYSTEM SET jit_above_cost = '1000000';");
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
