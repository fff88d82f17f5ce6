package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Question;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredTimesTest {

    private static final double[] COSTS = {100, 100};

    @Test
    void counts_what_is_saved_by_time_and_not_by_cost() {
        var times = MeasuredTimes.of(List.of(asked("slow", 990), asked("fast", 10)), COSTS);

        assertThat(times.fallBy(0.1, COSTS, new double[] {50, 100})).isTrue();
        assertThat(times.fallBy(0.1, COSTS, new double[] {100, 1})).isFalse();
    }

    @Test
    void goes_by_what_is_left_of_the_time_without_the_index() {
        var times = MeasuredTimes.of(List.of(asked("slow", 990), asked("fast", 10)), COSTS);

        assertThat(times.fallBy(0.1, new double[] {0.1, 100}, new double[] {0.1, 1}))
                .isTrue();
    }

    @Test
    void counts_what_becomes_slower_against_it() {
        var times = MeasuredTimes.of(List.of(asked("one", 500), asked("other", 500)), COSTS);

        assertThat(times.fallBy(0.1, COSTS, new double[] {50, 100})).isTrue();
        assertThat(times.fallBy(0.1, COSTS, new double[] {50, 140})).isFalse();
    }

    @Test
    void takes_what_was_not_measured_for_much() {
        var times = MeasuredTimes.of(List.of(asked("slow", 990), asked("unknown", 0)), COSTS);

        assertThat(times.fallBy(0.1, COSTS, new double[] {100, 99})).isTrue();
        assertThat(times.fallBy(0.1, COSTS, new double[] {99, 100})).isFalse();
        assertThat(MeasuredTimes.none(2).fallBy(0.1, COSTS, new double[] {100, 99}))
                .isTrue();
    }

    @Test
    void shares_the_time_of_a_statement_among_its_questions_by_their_cost() {
        double[] costs = {300, 100};
        var times = MeasuredTimes.of(List.of(asked("delete", 400), asked("delete", 400)), costs);

        assertThat(times.fallBy(0.7, costs, new double[] {0, 100})).isTrue();
        assertThat(times.fallBy(0.3, costs, new double[] {300, 0})).isFalse();
        assertThat(times.fallBy(0.2, costs, new double[] {300, 0})).isTrue();
    }

    private static Asked asked(String id, double totalMs) {
        var statement = new Statement(id, "select", List.of(), 10, totalMs, null);
        var plan = new Plan(
                new PlanNode("Result", null, null, null, 0, 100, 1, 4, Map.of(), Map.of(), null, List.of()), null, null);
        return new Asked(new Question(statement, "select", 1, false), 10, plan, List.of());
    }
}
