package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Guards.Login;
import io.howdah.engine.catalog.Name;
import java.util.List;
import java.util.Set;

/**
 * Sees roles that are no superusers and can become one: by programs and files of the server.
 *
 * <p>pg_execute_server_program runs any program as the server's user, pg_write_server_files writes any of its files. The manual says
 * of both, and of pg_read_server_files, that they can be used to gain a superuser's rights (section 21.5). Reading alone is left
 * out: it is how logs are collected.
 */
public final class ServerFilesRule implements Rule {

    private static final Set<String> MIGHTY = Set.of("pg_execute_server_program", "pg_write_server_files");

    @Override
    public String slug() {
        return "server-files";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var memberships = new Memberships(catalog.definitions().roles());
        return catalog.definitions().roles().stream()
                .filter(r -> !r.superuser() && canLogin(catalog, r))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .flatMap(r -> memberships.of(r.name()).stream()
                        .filter(MIGHTY::contains)
                        .sorted()
                        .limit(1)
                        .map(mighty -> finding(r, mighty)))
                .toList();
    }

    private static boolean canLogin(Catalog catalog, DatabaseRole role) {
        return catalog.guards().login(role.name()).filter(Login::canLogin).isPresent();
    }

    private Finding finding(DatabaseRole role, String mighty) {
        var name = Name.quoted(role.name());
        return Finding.of(
                slug(),
                Severity.NOTICE,
                "role " + role.name(),
                name + " can become a superuser by " + mighty,
                "Programs run as the server's user, and files of the server can be written, pg_hba.conf among them. Load and unload"
                        + " through the client (\\copy, COPY FROM STDIN), and take the role away: REVOKE " + mighty
                        + " FROM the member.",
                List.of(Evidence.catalog(name + " is a member of " + String.join(", ", role.memberOf()))));
    }
}
