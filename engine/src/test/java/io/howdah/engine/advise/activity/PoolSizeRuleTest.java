package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Pooler.Pool;
import org.junit.jupiter.api.Test;

class PoolSizeRuleTest {

    private final PoolSizeRule rule = new PoolSizeRule();

    @Test
    void sees_pools_that_together_are_larger_than_the_server() {
        var made = with(Pools.sized("app", "shop", "shop", 60, 0), Pools.sized("job", "shop", "shop", 38, 0));

        assertThat(made.seenBy(rule))
                .containsExactly(
                        "WARNING pgbouncer: the pools of PgBouncer may open 98 connections, and the server gives 97");
        assertThat(made.evidenceOf(rule)).containsExactly("shop: 2 pools, 98 connections at most");
    }

    @Test
    void is_silent_where_they_fit() {
        assertThat(with(Pools.sized("app", "shop", "shop", 60, 0), Pools.sized("job", "shop", "shop", 37, 0))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void knows_the_limit_of_a_database() {
        assertThat(with(Pools.sized("app", "shop", "shop", 60, 97), Pools.sized("job", "shop", "shop", 60, 97))
                        .seenBy(rule))
                .isEmpty();
        assertThat(with(Pools.sized("app", "shop", "shop", 60, 98), Pools.sized("job", "shop", "shop", 60, 98))
                        .seenBy(rule))
                .isNotEmpty();
    }

    @Test
    void leaves_out_databases_of_other_servers() {
        assertThat(with(Pools.sized("app", "shop", "shop", 60, 0), Pools.sized("job", "far", "elsewhere", 60, 0))
                        .seenBy(rule))
                .isEmpty();
        assertThat(with(Pools.sized("app", "shop", "shop", 60, 0), Pools.sized("job", "alias", "shop", 60, 0))
                        .seenBy(rule))
                .isNotEmpty();
    }

    @Test
    void is_silent_where_no_pooler_was_shown() {
        assertThat(Made.server().setting("max_connections", 1).seenBy(rule)).isEmpty();
    }

    private static Made with(Pool... pools) {
        return Made.server()
                .setting("max_connections", 100)
                .setting("superuser_reserved_connections", 3)
                .behind(Pools.of(1000, pools));
    }
}
