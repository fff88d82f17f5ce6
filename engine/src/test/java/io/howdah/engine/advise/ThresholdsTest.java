package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final Threshold DAYS = new Threshold("idle-thing.days", 35, "days", "longer than a month");

    private static final Rule RULE = new Rule() {
        @Override
        public String slug() {
            return "idle-thing";
        }

        @Override
        public List<Finding> examine(Scene scene) {
            return List.of();
        }

        @Override
        public List<Threshold> thresholds() {
            return List.of(DAYS);
        }
    };

    @Test
    void hold_the_standard_where_nobody_set_another() {
        assertThat(Thresholds.STANDARD.of(DAYS)).isEqualTo(35);
    }

    @Test
    void hold_what_was_set() {
        assertThat(Thresholds.of(Map.of("idle-thing.days", 7.0), List.of(RULE)).of(DAYS))
                .isEqualTo(7);
    }

    @Test
    void refuse_a_key_that_no_rule_has() {
        assertThatThrownBy(() -> Thresholds.of(Map.of("idle-thing.dyas", 7.0), List.of(RULE)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no threshold 'idle-thing.dyas'; there is idle-thing.days");
    }

    @Test
    void refuse_a_number_below_nothing() {
        assertThatThrownBy(() -> Thresholds.of(Map.of("idle-thing.days", -1.0), List.of(RULE)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("idle-thing.days must be a number from 0 up");
    }
}
