package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.DatabaseRole;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    private final Memberships memberships = new Memberships(List.of(
            role("Ann", List.of("team", "watchers"), List.of("team", "watchers")),
            role("team", List.of("owners"), List.of("owners")),
            role("watchers", List.of("pg_monitor", "apart"), List.of("pg_monitor")),
            role("apart", List.of("hidden"), List.of("hidden"))));

    @Test
    void follows_members_of_members_the_nearest_first() {
        assertThat(memberships.of("Ann"))
                .containsExactly("team", "watchers", "owners", "pg_monitor", "apart", "hidden");
    }

    @Test
    void inherits_no_further_than_each_on_the_way_does() {
        assertThat(memberships.inheritedBy("Ann")).containsExactly("team", "watchers", "owners", "pg_monitor");
    }

    @Test
    void knows_nothing_of_roles_that_are_not_listed() {
        assertThat(memberships.of("nobody")).isEmpty();
        assertThat(memberships.of("pg_monitor")).isEmpty();
    }

    /** No server has one; a file may. */
    @Test
    void ends_in_a_circle() {
        var circle = new Memberships(List.of(
                role("a", List.of("b"), List.of("b")),
                role("b", List.of("c"), List.of("c")),
                role("c", List.of("a"), List.of("a"))));

        assertThat(circle.of("a")).containsExactly("b", "c", "a");
        assertThat(circle.inheritedBy("b")).containsExactly("c", "a", "b");
    }

    private static DatabaseRole role(String name, List<String> memberOf, List<String> inheritsFrom) {
        return new DatabaseRole(name, false, false, memberOf, inheritsFrom, memberOf);
    }
}
