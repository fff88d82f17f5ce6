package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollationVersionRuleTest {

    private final CollationVersionRule rule = new CollationVersionRule();

    @Test
    void sees_one_that_sorts_otherwise_now() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                List.of(new ServerState.Collation("de-x-icu", "2.31", "2.36")),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly(
                        "WARNING collation de-x-icu: the collation of de-x-icu was of version 2.31 and is of 2.36 now");
    }

    @Test
    void writes_what_mends_a_database() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                List.of(new ServerState.Collation("database shop", "2.31", "2.36")),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .mendedBy(rule))
                .containsExactly(
                        "REINDEX DATABASE CONCURRENTLY shop;", "ALTER DATABASE shop REFRESH COLLATION VERSION;");
    }

    @Test
    void is_silent_where_none_does() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    @Test
    void writes_what_mends_a_collation() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                List.of(new ServerState.Collation("de-x-icu", "2.31", "2.36")),
                                s.vacuums(),
                                s.withoutIdentity(),
                                s.standby()))
                        .mendedBy(rule))
                .hasSize(2)
                .last()
                .isEqualTo("ALTER COLLATION \"de-x-icu\" REFRESH VERSION;");
    }
}
