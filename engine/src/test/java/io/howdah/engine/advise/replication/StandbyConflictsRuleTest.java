package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class StandbyConflictsRuleTest {

    private final StandbyConflictsRule rule = new StandbyConflictsRule();

    @Test
    void sees_queries_that_were_ended() {
        assertThat(Made.server()
                        .recovering()
                        .counter("conflicts_snapshot", 12)
                        .counter("conflicts_lock", 1)
                        .seenBy(rule))
                .containsExactly("NOTICE standby: 13 queries on this standby were ended in favour of replay");
    }

    @Test
    void is_silent_about_few() {
        assertThat(Made.server().recovering().counter("conflicts_snapshot", 5).seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_on_a_primary() {
        assertThat(Made.server().counter("conflicts_snapshot", 50).seenBy(rule)).isEmpty();
    }

    @Test
    void adds_up_whatever_they_were_ended_for() {
        var nine = Made.server()
                .recovering()
                .counter("conflicts_snapshot", 2)
                .counter("conflicts_lock", 2)
                .counter("conflicts_pin", 2)
                .counter("conflicts_deadlock", 3);

        assertThat(nine.seenBy(rule)).isEmpty();
        assertThat(nine.counter("conflicts_pin", 3).evidenceOf(rule))
                .contains("2 for snapshot, 2 for lock, 3 for pin, 3 for deadlock");
    }
}
