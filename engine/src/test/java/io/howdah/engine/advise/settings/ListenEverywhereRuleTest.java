package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class ListenEverywhereRuleTest {

    private final ListenEverywhereRule rule = new ListenEverywhereRule();

    @Test
    void sees_every_address() {
        assertThat(Made.server().setting("listen_addresses", "localhost, *").seenBy(rule))
                .containsExactly("INFO setting listen_addresses: the server listens on every address of its machine");
    }

    @Test
    void is_silent_where_they_are_named() {
        assertThat(Made.server()
                        .setting("listen_addresses", "localhost,10.0.0.1")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_on_managed_servers() {
        assertThat(Made.server()
                        .setting("listen_addresses", "*")
                        .setting("rds.extensions", "x")
                        .seenBy(rule))
                .isEmpty();
    }
}
