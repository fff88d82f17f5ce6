package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Pooler.Pool;
import org.junit.jupiter.api.Test;

class PoolSizeRuleTest {

    private final PoolSizeRule rule = new PoolSizeRule();

    @Test
    void sees_pools_that_together_are_larger_than_the_server() {
        var made = with(two().sized(44, 5));

        assertThat(made.seenBy(rule))
                .containsExactly(
                        "NOTICE pgbouncer: the pools of PgBouncer may open 98 connections, and the server gives 97");
        assertThat(made.evidenceOf(rule)).containsExactly("shop: 2 pools in use, 98 connections at most, 0 now");
    }

    @Test
    void warns_where_they_are_nearly_there() {
        assertThat(with(Pools.of(busy("app", 78), busy("job", 0)).sized(49, 0)).seenBy(rule))
                .allMatch(seen -> seen.startsWith("WARNING"))
                .hasSize(1);
        assertThat(with(Pools.of(busy("app", 77), busy("job", 0)).sized(49, 0)).seenBy(rule))
                .allMatch(seen -> seen.startsWith("NOTICE"))
                .hasSize(1);
    }

    @Test
    void is_silent_where_they_fit() {
        assertThat(with(two().sized(48, 0)).seenBy(rule)).isEmpty();
    }

    @Test
    void knows_the_limits_of_a_database_and_of_a_user() {
        assertThat(with(two().sized(60, 0).most(97, 0)).seenBy(rule)).isEmpty();
        assertThat(with(two().sized(60, 0).most(98, 0)).seenBy(rule)).isNotEmpty();
        assertThat(with(48, two().sized(60, 0)).seenBy(rule)).isEmpty();
        assertThat(with(49, two().sized(60, 0)).seenBy(rule)).isNotEmpty();
    }

    @Test
    void takes_each_server_by_itself() {
        var replica = two().sized(40, 0).name("shop_ro").at("replica:5432");
        var alias = two().sized(40, 0).name("alias");

        assertThat(with(two().sized(40, 0), replica).seenBy(rule)).isEmpty();
        assertThat(with(two().sized(40, 0), alias).seenBy(rule)).isNotEmpty();
    }

    @Test
    void is_silent_about_pools_of_other_databases_and_where_the_server_does_not_tell_its_limit() {
        assertThat(with(two().sized(60, 0).serving("other")).seenBy(rule)).isEmpty();
        assertThat(Made.server().behind(Pools.pooler(1000, two())).seenBy(rule)).isEmpty();
    }

    @Test
    void leaves_out_pools_that_nobody_uses() {
        assertThat(with(Pools.of(Pools.quiet("app"), Pools.unused("ann"), Pools.unused("bob"))
                                .sized(60, 0))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_no_pooler_was_shown() {
        var made = Made.server().setting("max_connections", 1);

        assertThat(made.seenBy(rule)).isEmpty();
        assertThat(rule.looksAt(made.scene())).isFalse();
    }

    private static Pools two() {
        return Pools.of(Pools.quiet("app"), Pools.quiet("job"));
    }

    private static Pool busy(String user, long open) {
        return new Pool(user, "transaction", 1, 0, 0, open, open);
    }

    private static Made with(Pools... databases) {
        return with(0, databases);
    }

    private static Made with(int mostForUser, Pools... databases) {
        return Made.server()
                .setting("max_connections", 100)
                .setting("superuser_reserved_connections", 3)
                .behind(Pools.pooler(1000, mostForUser, databases));
    }
}
