package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionOutdatedRuleTest {

    private final ExtensionOutdatedRule rule = new ExtensionOutdatedRule();

    @Test
    void sees_one_that_is_behind() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                List.of(new ServerState.Outdated("my-ext", "1.0", "1.2")),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly("INFO extension my-ext: the extension my-ext is of version 1.0; 1.2 is at hand");
    }

    @Test
    void is_silent_where_none_is() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    @Test
    void writes_what_updates_it() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                List.of(new ServerState.Outdated("my-ext", "1.0", "1.2")),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .mendedBy(rule))
                .containsExactly("ALTER EXTENSION \"my-ext\" UPDATE;");
    }
}
