package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class CheckpointSpreadRuleTest {

    private final CheckpointSpreadRule rule = new CheckpointSpreadRule();

    @Test
    void sees_writes_in_bursts() {
        assertThat(Made.server().setting("checkpoint_completion_target", 0.5).seenBy(rule))
                .containsExactly(
                        "NOTICE setting checkpoint_completion_target: checkpoints write in 50 % of the time that they have");
    }

    @Test
    void is_silent_at_the_default() {
        assertThat(Made.server().setting("checkpoint_completion_target", 0.9).seenBy(rule))
                .isEmpty();
    }
}
