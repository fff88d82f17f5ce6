package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class DeadlocksRuleTest {

    private final DeadlocksRule rule = new DeadlocksRule();

    @Test
    void sees_several_a_day() {
        assertThat(Made.server()
                        .counter("deadlocks", 40)
                        .counter("seconds", 4 * 86_400)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: 40 deadlocks since the counters began");
    }

    @Test
    void is_silent_about_a_few() {
        assertThat(Made.server()
                        .counter("deadlocks", 8)
                        .counter("seconds", 4 * 86_400)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void takes_them_for_a_days_where_since_is_not_known() {
        assertThat(Made.server().counter("deadlocks", 6).seenBy(rule))
                .containsExactly("NOTICE database shop: 6 deadlocks since the counters began");
    }

    @Test
    void says_since_when() {
        assertThat(Made.server()
                        .counter("deadlocks", 40)
                        .counter("seconds", 86_400)
                        .evidenceOf(rule))
                .containsExactly("over 24 h");
        assertThat(Made.server().counter("deadlocks", 40).evidenceOf(rule))
                .containsExactly("since when is not known: the counters were never reset");
    }

    @Test
    void warns_of_a_hundred_a_day() {
        assertThat(inFourDays(399).seenBy(rule)).first().asString().startsWith("NOTICE");
        assertThat(inFourDays(400).seenBy(rule)).first().asString().startsWith("WARNING");
    }

    private static Made inFourDays(int deadlocks) {
        return Made.server().counter("deadlocks", deadlocks).counter("seconds", 4 * 86_400);
    }
}
