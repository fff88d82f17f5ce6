package io.howdah.engine.advise.security;

import io.howdah.engine.catalog.DatabaseRole;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Of which roles a role is a member, through however many others. */
final class Memberships {

    private final Map<String, DatabaseRole> roles;

    Memberships(List<DatabaseRole> roles) {
        this.roles =
                roles.stream().collect(Collectors.toMap(DatabaseRole::name, Function.identity(), (one, other) -> one));
    }

    /** All whose privileges it has or takes by SET ROLE, the nearest first; a grant may give neither, but only the right to grant. */
    Set<String> of(String role) {
        return reached(role, Memberships::used);
    }

    private static List<String> used(DatabaseRole role) {
        return role.memberOf().stream()
                .filter(g -> role.becomes().contains(g) || role.inheritsFrom().contains(g))
                .toList();
    }

    /** All that it may become by SET ROLE, the nearest first. */
    Set<String> becomes(String role) {
        return reached(role, DatabaseRole::becomes);
    }

    /** Those whose privileges it has without SET ROLE: each on the way inherits. */
    Set<String> inheritedBy(String role) {
        return reached(role, DatabaseRole::inheritsFrom);
    }

    private Set<String> reached(String role, Function<DatabaseRole, List<String>> groups) {
        var reached = new LinkedHashSet<String>();
        var next = new ArrayDeque<String>(List.of(role));
        while (!next.isEmpty()) {
            var known = roles.get(next.pop());
            if (known != null) {
                groups.apply(known).stream().filter(reached::add).forEach(next::add);
            }
        }
        return reached;
    }
}
