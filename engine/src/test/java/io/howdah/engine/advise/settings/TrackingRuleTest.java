package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class TrackingRuleTest {

    private final TrackingRule rule = new TrackingRule();

    @Test
    void sees_sessions_that_nobody_sees() {
        assertThat(Made.server()
                        .setting("track_activities", "off")
                        .setting("track_io_timing", "on")
                        .seenBy(rule))
                .containsExactly(
                        "WARNING setting track_activities: track_activities is off: nobody sees what sessions do");
    }

    @Test
    void informs_where_times_of_reads_are_missing() {
        assertThat(Made.server()
                        .setting("track_activities", "on")
                        .setting("track_io_timing", "off")
                        .seenBy(rule))
                .containsExactly(
                        "INFO setting track_io_timing: track_io_timing is off: time on disk cannot be told from other time");
    }

    @Test
    void is_silent_where_both_are_on() {
        assertThat(Made.server()
                        .setting("track_activities", "on")
                        .setting("track_io_timing", "on")
                        .seenBy(rule))
                .isEmpty();
    }
}
