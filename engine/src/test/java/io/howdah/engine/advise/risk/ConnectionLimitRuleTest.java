package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class ConnectionLimitRuleTest {

    private final ConnectionLimitRule rule = new ConnectionLimitRule();

    @Test
    void sees_connections_near_the_limit_that_ordinary_roles_have() {
        assertThat(Situation.seen(rule, taken(80))).containsExactly("WARNING server: 80 of 97 connections are taken");
        assertThat(Situation.seen(rule, taken(93))).containsExactly("CRITICAL server: 93 of 97 connections are taken");
    }

    @Test
    void is_silent_while_there_is_room() {
        assertThat(rule.examine(taken(77))).isEmpty();
    }

    @Test
    void counts_the_connections_of_a_real_server(Database db) {
        var catalog = Situation.of(db);

        assertThat(catalog.activity().counters().get("connections")).isPositive();
        assertThat(rule.examine(catalog)).isEmpty();
    }

    @Test
    void says_how_many_are_idle() {
        assertThat(Made.server()
                        .setting("max_connections", 100)
                        .activity("connections", 90)
                        .sessions(2, "idle", null, null, 1)
                        .sessions(3, "active", null, null, 1)
                        .evidenceOf(rule))
                .containsExactly("90 of 100 connections are taken, 2 of them visibly idle");
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(of(79).seenBy(rule)).isEmpty();
        assertThat(of(80).seenBy(rule)).containsExactly("WARNING server: 80 of 100 connections are taken");
        assertThat(of(94).seenBy(rule)).containsExactly("WARNING server: 94 of 100 connections are taken");
        assertThat(of(95).seenBy(rule)).containsExactly("CRITICAL server: 95 of 100 connections are taken");
    }

    @Test
    void is_silent_where_the_limit_is_hidden() {
        assertThat(Made.server().activity("connections", 90).seenBy(rule)).isEmpty();
    }

    private static Made of(int connections) {
        return Made.server().setting("max_connections", 100).activity("connections", connections);
    }

    private static Catalog taken(double connections) {
        return Situation.madeUp(
                Situation.counters(Map.of("connections", connections)),
                Map.of("max_connections", "100", "superuser_reserved_connections", "3"));
    }
}
