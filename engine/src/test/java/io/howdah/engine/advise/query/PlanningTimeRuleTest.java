package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class PlanningTimeRuleTest {

    private final PlanningTimeRule rule = new PlanningTimeRule();

    @Test
    void sees_statements_whose_planning_takes_longer_than_their_work() {
        var made = Made.server().timed("select a from t where k = $1", 500, 2_000, 0);

        assertThat(made.seenBy(rule))
                .containsExactly(
                        "NOTICE select a from t where k = $1: takes 2.00 ms to be planned and 0.50 ms to be run");
        assertThat(rule.examine(made.scene()).getFirst().cost().timeShare()).isEqualTo(0.8);
    }

    @Test
    void keeps_silent_where_planning_is_the_smaller_part_or_costs_nothing_or_is_not_timed() {
        assertThat(Made.server()
                        .timed("select a from t", 100_000, 90_000, 0)
                        .timed("select b from t", 100, 200, 0)
                        .timed("select c from t", 100, 0, 0)
                        .uncounted("select d from t")
                        .seenBy(rule))
                .isEmpty();
    }
}
