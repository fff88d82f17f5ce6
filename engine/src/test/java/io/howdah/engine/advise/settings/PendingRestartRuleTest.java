package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Setting;
import org.junit.jupiter.api.Test;

class PendingRestartRuleTest {

    private final PendingRestartRule rule = new PendingRestartRule();

    @Test
    void sees_what_waits() {
        assertThat(Made.server()
                        .setting(new Setting(
                                "shared_buffers", "16384", null, "configuration file", "user", "16384", true))
                        .seenBy(rule))
                .containsExactly("NOTICE server: shared_buffers waits for a restart");
    }

    @Test
    void is_silent_where_nothing_does() {
        assertThat(Made.server()
                        .setting(new Setting(
                                "shared_buffers", "16384", null, "configuration file", "user", "16384", false))
                        .seenBy(rule))
                .isEmpty();
    }
}
