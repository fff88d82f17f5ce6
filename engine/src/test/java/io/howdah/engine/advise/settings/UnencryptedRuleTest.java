package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class UnencryptedRuleTest {

    private final UnencryptedRule rule = new UnencryptedRule();

    @Test
    void warns_where_sessions_came_without() {
        assertThat(Made.server()
                        .setting("ssl", "on")
                        .counter("plain_sessions", 3)
                        .seenBy(rule))
                .containsExactly("WARNING sessions: 3 sessions came over the network without encryption");
    }

    @Test
    void leaves_a_server_without_encryption_to_the_rule_on_that() {
        assertThat(Made.server()
                        .setting("ssl", "off")
                        .counter("plain_sessions", 3)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_all_are_encrypted_or_nobody_knows() {
        assertThat(Made.server()
                        .setting("ssl", "on")
                        .counter("plain_sessions", 0)
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server().setting("ssl", "on").seenBy(rule)).isEmpty();
    }
}
