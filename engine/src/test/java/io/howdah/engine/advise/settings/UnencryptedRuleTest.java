package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class UnencryptedRuleTest {

    private final UnencryptedRule rule = new UnencryptedRule();

    @Test
    void sees_a_server_that_listens_without() {
        assertThat(Made.server()
                        .setting("listen_addresses", "*")
                        .setting("ssl", "off")
                        .seenBy(rule))
                .containsExactly("NOTICE setting ssl: the server listens on * without encryption");
    }

    @Test
    void warns_where_sessions_came_without() {
        assertThat(Made.server()
                        .setting("listen_addresses", "*")
                        .setting("ssl", "on")
                        .counter("plain_sessions", 3)
                        .seenBy(rule))
                .containsExactly("WARNING setting ssl: 3 sessions came over the network without encryption");
    }

    @Test
    void is_silent_on_the_machine_itself() {
        assertThat(Made.server()
                        .setting("listen_addresses", "localhost")
                        .setting("ssl", "off")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_all_are_encrypted() {
        assertThat(Made.server()
                        .setting("listen_addresses", "*")
                        .setting("ssl", "on")
                        .counter("plain_sessions", 0)
                        .seenBy(rule))
                .isEmpty();
    }
}
