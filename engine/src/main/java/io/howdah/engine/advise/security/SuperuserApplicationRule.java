package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Name;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sees applications that come as a superuser, or as a role that can make itself one. */
public final class SuperuserApplicationRule implements Rule {

    private static final Threshold SHARE =
            new Threshold("superuser-application.share", 0.05, "share", "ours: less of the calls is administration");

    /** From here on CREATEROLE reaches only the roles that it made or was given (release notes of 16). */
    private static final int OWN_ROLES_SINCE = 16;

    @Override
    public String slug() {
        return "superuser-application";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var calls = ApplicationRights.calls(scene);
        double all = calls.values().stream().mapToDouble(c -> c).sum();
        return scene.catalog().definitions().roles().stream()
                .filter(r -> calls.getOrDefault(r.name(), 0.0) > scene.of(SHARE) * all)
                .flatMap(r -> reason(scene.catalog(), r)
                        .map(reason -> finding(scene.catalog(), r, reason, calls.getOrDefault(r.name(), 0.0) / all))
                        .stream())
                .toList();
    }

    private static Optional<String> reason(Catalog catalog, DatabaseRole role) {
        if (role.superuser()) {
            return Optional.of("is a superuser");
        }
        var way = MightyGroup.ways(catalog, role).stream().findFirst();
        if (way.isPresent()) {
            return way.map(MightyGroup::reason);
        }
        return catalog.guards()
                .login(role.name())
                .filter(l -> l.createsRoles() && catalog.server().major() < OWN_ROLES_SINCE)
                .map(l -> "may create roles and grant others to itself");
    }

    private static String[] less(DatabaseRole role, List<MightyGroup> ways) {
        var name = Name.quoted(role.name());
        var revoked = ways.stream().map(w -> "REVOKE " + Name.quoted(w.group()) + " FROM " + name);
        var altered = role.superuser()
                ? Stream.of(
                        "GRANT pg_read_all_data, pg_write_all_data TO " + name,
                        "ALTER ROLE " + name + " NOSUPERUSER NOCREATEROLE NOBYPASSRLS")
                : Stream.of("ALTER ROLE " + name + " NOCREATEROLE");
        return Stream.concat(revoked, altered).toArray(String[]::new);
    }

    private static List<String> consequences(List<MightyGroup> ways) {
        var others = Stream.concat(
                ways.stream()
                        .limit(1)
                        .map(
                                w ->
                                        "From 16 on a REVOKE takes back only what one role granted: where it warns, add GRANTED BY and the grantor."),
                ways.stream()
                        .filter(w -> !w.isDirect())
                        .map(w -> "What else came to it by " + Name.quoted(w.group()) + " goes with that."));
        return Stream.concat(
                        Stream.of(
                                "The application goes on under the same name and password. Its open sessions keep what they had until they end.",
                                "Some other role has to be left that administers the server; that of initdb has to stay a superuser."),
                        others)
                .toList();
    }

    private Finding finding(Catalog catalog, DatabaseRole role, String reason, double share) {
        var name = Name.quoted(role.name());
        var ways = MightyGroup.ways(catalog, role);
        return Finding.of(
                        slug(),
                        role.superuser() ? Severity.WARNING : Severity.NOTICE,
                        "role " + name,
                        "%s of the statements run as %s, which %s".formatted(Figures.percent(share), name, reason),
                        "Whoever finds one injection, or the password in one configuration file, has the whole server: every database, its files, and programs run as its operating system user. Policies and grants do not hold for it either.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG, name + " " + reason, Map.of("share_of_calls", share))))
                .deciding(Decision.whether(
                                "let the application come as a role of its own",
                                List.of(
                                        "The role needs the rights on tables that the application uses, and no others; migrations run as the owner.",
                                        "Choose its password with \\password, so that it stands in no log."),
                                "CREATE ROLE application LOGIN",
                                "GRANT pg_read_all_data, pg_write_all_data TO application")
                        .or("take from the role what it need not have", consequences(ways), less(role, ways)));
    }
}
