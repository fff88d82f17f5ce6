package io.howdah.engine.advise.security;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Name;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A membership that leads to the rights of a superuser: to one that it may become, since attributes are not inherited, or to a
 * predefined role that is as good, by SET ROLE or inherited.
 *
 * @param group the role that was granted
 * @param mighty the one that has the rights: the same, or one of which it is a member
 * @param superuser whether that is a superuser, and not a predefined role
 */
record MightyGroup(String group, String mighty, boolean superuser) {

    private static final Set<String> AS_GOOD_AS =
            Set.of("pg_execute_server_program", "pg_write_server_files", "pg_read_server_files");

    /** One for each role that was granted to this one and leads there. */
    static List<MightyGroup> ways(Catalog catalog, DatabaseRole role) {
        var memberships = new Memberships(catalog.definitions().roles());
        var superusers = catalog.definitions().roles().stream()
                .filter(DatabaseRole::superuser)
                .map(DatabaseRole::name)
                .collect(Collectors.toSet());
        var used = memberships.of(role.name());
        var become = memberships.becomes(role.name());
        return role.memberOf().stream()
                .distinct()
                .filter(used::contains)
                .flatMap(group -> Stream.concat(Stream.of(group), memberships.of(group).stream())
                        .filter(r -> AS_GOOD_AS.contains(r) || (superusers.contains(r) && become.contains(r)))
                        .limit(1)
                        .map(mighty -> new MightyGroup(group, mighty, superusers.contains(mighty))))
                .toList();
    }

    boolean isDirect() {
        return group.equals(mighty);
    }

    /** What the member is by it. */
    String reason() {
        return (isDirect() ? "is a member of " : "is by " + Name.quoted(group) + " a member of ")
                + Name.quoted(mighty)
                + (superuser ? ", which is a superuser" : ", which reaches the server's files or programs");
    }
}
