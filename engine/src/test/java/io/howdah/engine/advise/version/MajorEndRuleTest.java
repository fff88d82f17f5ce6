package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class MajorEndRuleTest {

    private final MajorEndRule rule = new MajorEndRule();

    @Test
    void sees_one_that_got_its_last_release() {
        assertThat(Made.server().version(140024).seenBy(rule))
                .containsExactly("WARNING server: PostgreSQL 14 got its last release on 2026-11-12");
    }

    @Test
    void is_silent_about_one_with_time_left() {
        assertThat(Made.server().version(150020).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_about_a_version_not_known() {
        assertThat(Made.server().version(250001).seenBy(rule)).isEmpty();
    }
}
