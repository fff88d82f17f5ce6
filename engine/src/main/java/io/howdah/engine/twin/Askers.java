package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RoleSetting;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The roles that ask, and what a session of theirs begins with: their settings, and their identity where row-level security
 * makes it matter.
 *
 * <p>A setting of a role in this database goes before one of the role, that before one of the database, that before one of
 * all (manual, ALTER ROLE). The twin's database has the settings of the role that read the catalog; what came from that role
 * is taken back for others, to the server's default, since the configuration behind it is not visible.
 */
final class Askers {

    private static final int MOST = 3;
    private static final Set<String> READERS_OWN = Set.of("user", "database user");

    private final Catalog catalog;
    private final boolean identityMatters;
    private final Map<String, String> preambles = new HashMap<>();
    private final Set<QualifiedName> guarded = new HashSet<>();

    /** @param superuser the twin's own role, for which nothing is set */
    Askers(Catalog catalog, String superuser) {
        this.catalog = catalog;
        this.identityMatters = RoleWriter.matter(catalog);
        for (var role : RoleWriter.all(catalog)) {
            var identity = identityMatters && !role.name().equals(superuser)
                    ? "; SET LOCAL ROLE " + Name.quoted(role.name())
                    : "";
            preambles.put(role.name(), settings(role) + identity);
        }
        catalog.relations().stream().filter(Relation::rowSecurity).forEach(r -> guarded.add(r.name()));
    }

    private String settings(DatabaseRole role) {
        var values = new TreeMap<String, @Nullable String>();
        for (var setting : catalog.settings()) {
            if (READERS_OWN.contains(setting.source()) && PlannerSettings.decides(setting.name())) {
                values.put(setting.name(), unset(setting));
            }
        }
        catalog.roleSettings().stream()
                .filter(s -> role.name().equals(s.role()))
                .filter(s -> PlannerSettings.decides(s.name()) || s.name().equals("search_path") || custom(s))
                .sorted(Comparator.comparing(s -> s.database() != null))
                .forEach(s -> values.put(s.name(), s.value()));
        var text = new StringBuilder();
        values.forEach((name, value) -> {
            if (value != null) {
                text.append("; SET LOCAL ")
                        .append(quoted(name))
                        .append(" = ")
                        .append(name.equals("search_path") ? SearchPath.listed(value) : Name.literal(value));
            }
        });
        return text.toString();
    }

    /** A parameter of applications, which policies may read. */
    private static boolean custom(RoleSetting setting) {
        return setting.name().indexOf('.') > 0;
    }

    private static String quoted(String name) {
        return Arrays.stream(name.split("\\.")).map(Name::quoted).collect(Collectors.joining("."));
    }

    /** The value that the setting would have without the reader's own. */
    private @Nullable String unset(Setting setting) {
        return catalog.roleSettings().stream()
                .filter(s -> s.role() == null && s.name().equals(setting.name()))
                .max(Comparator.comparing(s -> s.database() != null))
                .map(RoleSetting::value)
                .orElse(setting.bootValue());
    }

    /** What to run before a question of the role, beginning with a semicolon; empty where there is nothing. */
    String preamble(@Nullable String role) {
        return role == null ? "" : preambles.getOrDefault(role, "");
    }

    /** Those whose plans may differ, with most calls first; their shares sum to 1. */
    List<Asker> of(Statement statement) {
        var byPreamble = new LinkedHashMap<String, Asker>();
        for (var caller : statement.callers()) {
            var preamble = preamble(caller.role());
            var asker = new Asker(preamble.isEmpty() ? null : caller.role(), caller.calls());
            byPreamble.merge(preamble, asker, (one, other) -> new Asker(one.role(), one.share() + other.share()));
        }
        var most = byPreamble.values().stream()
                .sorted(Comparator.comparingDouble(Asker::share).reversed())
                .limit(MOST)
                .toList();
        double sum = most.stream().mapToDouble(Asker::share).sum();
        if (sum <= 0) {
            return List.of(new Asker(null, 1));
        }
        return most.stream().map(a -> new Asker(a.role(), a.share() / sum)).toList();
    }

    /** Why the answers are not what the original would say: policies apply, and it is not known to whom. */
    Optional<String> unknown(Statement statement, List<Answer> answers) {
        if (!identityMatters || statement.callers().stream().anyMatch(c -> preambles.containsKey(c.role()))) {
            return Optional.empty();
        }
        return answers.stream()
                .filter(Answer.Planned.class::isInstance)
                .flatMap(a -> ((Answer.Planned) a).plan().nodes().stream())
                .flatMap(node -> withAncestors(node.relation()).stream())
                .filter(guarded::contains)
                .findFirst()
                .map(table -> table + " has row-level security, and it is not known which role runs the statement");
    }

    private List<QualifiedName> withAncestors(@Nullable QualifiedName relation) {
        var names = new ArrayList<QualifiedName>();
        for (var name = relation; name != null && !names.contains(name); ) {
            names.add(name);
            name = catalog.relation(name).map(Relation::parent).orElse(null);
        }
        return names;
    }
}
