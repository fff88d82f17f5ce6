package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class LoggingRuleTest {

    private final LoggingRule rule = new LoggingRule();

    @Test
    void sees_a_log_that_will_not_tell() {
        assertThat(Made.server()
                        .setting("log_lock_waits", "off")
                        .setting("log_checkpoints", "on")
                        .setting("log_temp_files", -1)
                        .seenBy(rule))
                .containsExactly("INFO setting log_lock_waits: the log will not tell: log_lock_waits, log_temp_files");
    }

    @Test
    void sees_a_log_of_everything() {
        assertThat(Made.server()
                        .setting("log_statement", "all")
                        .setting("log_min_duration_statement", -1)
                        .seenBy(rule))
                .containsExactly("NOTICE setting log_min_duration_statement: every statement is written to the log");
    }

    @Test
    void sees_a_log_of_every_duration() {
        assertThat(Made.server()
                        .setting("log_statement", "none")
                        .setting("log_min_duration_statement", 0)
                        .seenBy(rule))
                .containsExactly("NOTICE setting log_min_duration_statement: every statement is written to the log");
    }

    @Test
    void is_silent_where_it_tells_enough() {
        assertThat(Made.server()
                        .setting("log_lock_waits", "on")
                        .setting("log_checkpoints", "on")
                        .setting("log_temp_files", 10_240)
                        .setting("log_statement", "none")
                        .setting("log_min_duration_statement", 1_000)
                        .seenBy(rule))
                .isEmpty();
    }
}
