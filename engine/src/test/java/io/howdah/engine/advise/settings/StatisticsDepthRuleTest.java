package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class StatisticsDepthRuleTest {

    private final StatisticsDepthRule rule = new StatisticsDepthRule();

    @Test
    void sees_fewer_values_than_the_server_comes_with() {
        assertThat(target(10).seenBy(rule))
                .containsExactly(
                        "NOTICE setting default_statistics_target: the planner keeps 10 values of a column, fewer than it comes with");
        assertThat(target(10).mendedBy(rule)).contains("ALTER SYSTEM SET default_statistics_target = '100';");
    }

    @Test
    void sees_a_sample_that_every_table_pays_for() {
        assertThat(target(5_000).seenBy(rule))
                .containsExactly(
                        "INFO setting default_statistics_target: ANALYZE samples 1.5 million rows of every table");
    }

    @Test
    void is_silent_between() {
        assertThat(target(100).seenBy(rule)).isEmpty();
        assertThat(target(1_000).seenBy(rule)).isEmpty();
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    private static Made target(int values) {
        return Made.server().setting("default_statistics_target", values);
    }
}
