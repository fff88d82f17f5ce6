package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.Thresholds;
import java.util.List;
import java.util.Map;
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

    @Test
    void warns_from_three_releases_on() {
        assertThat(Made.server().version(180005).seenBy(rule))
                .containsExactly("NOTICE server: PostgreSQL 18.5 is 2 minor releases behind 18.7");
        assertThat(Made.server().version(180004).seenBy(rule))
                .containsExactly("WARNING server: PostgreSQL 18.4 is 3 minor releases behind 18.7");
    }

    @Test
    void allows_as_many_as_the_user_says() {
        var two = Thresholds.of(Map.of("minor-version.releases", 2.0), List.of(rule));

        assertThat(rule.examine(Made.server().version(180006).scene().at(two))).isEmpty();
        assertThat(rule.examine(Made.server().version(180005).scene().at(two))).hasSize(1);
    }
}
