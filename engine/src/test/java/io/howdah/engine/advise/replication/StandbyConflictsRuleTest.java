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
}
