package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class MinorVersionRuleTest {

    private final MinorVersionRule rule = new MinorVersionRule();

    @Test
    void sees_one_that_is_behind() {
        assertThat(Made.server().version(180006).seenBy(rule))
                .containsExactly("NOTICE server: PostgreSQL 18.6 is 1 minor release behind 18.7");
    }

    @Test
    void warns_of_one_far_behind() {
        assertThat(Made.server().version(160003).seenBy(rule))
                .containsExactly("WARNING server: PostgreSQL 16.3 is 13 minor releases behind 16.16");
    }

    @Test
    void is_silent_about_the_newest() {
        assertThat(Made.server().version(180007).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_about_one_newer_than_known() {
        assertThat(Made.server().version(180012).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_about_a_version_not_known() {
        assertThat(Made.server().version(250001).seenBy(rule)).isEmpty();
    }
}
