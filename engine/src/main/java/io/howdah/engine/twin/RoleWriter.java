package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the roles that decide which policies of row-level security are applied: with their membership, and as owners of
 * relations. They may do everything with the twin's tables, since whoever ran a statement was allowed to. The twin's owner is a
 * member of all of them.
 *
 * <p>A database without row-level security is planned alike for every role, and gets none.
 */
final class RoleWriter {

    /** Has every right on the tables of every twin, and every role of the originals is a member. */
    private static final String ASKER = "howdah_twin_asker";

    /** Predefined roles whose membership policies may ask for; the others are about files and other sessions. */
    private static final Set<String> READERS = Set.of("pg_read_all_data", "pg_write_all_data");

    private final Catalog catalog;
    private final String superuser;

    /** @param superuser the twin's own, which the roles of a server share */
    RoleWriter(Catalog catalog, String superuser) {
        this.catalog = catalog;
        this.superuser = superuser;
    }

    /** Whether plans depend on who asks. */
    static boolean matter(Catalog catalog) {
        return catalog.relations().stream().anyMatch(Relation::rowSecurity);
    }

    /** A role that another twin on the same server made stays, with this twin's attributes. */
    List<Ddl> roles() {
        var statements = new ArrayList<Ddl>();
        if (!matter(catalog)) {
            return statements;
        }
        statements.add(bySuperuser("role " + ASKER, create(ASKER)));
        var made = all(catalog).stream()
                .filter(r -> !isOurs(r.name()))
                .collect(Collectors.toMap(DatabaseRole::name, r -> r, (one, other) -> one, TreeMap::new));
        made.values().forEach(role -> statements.add(bySuperuser("role " + role.name(), create(role))));
        for (var role : made.values()) {
            for (var group : role.memberOf()) {
                if (READERS.contains(group) || made.containsKey(group)) {
                    statements.add(bySuperuser("membership of " + role.name() + " in " + group, grant(role, group)));
                }
            }
        }
        return statements;
    }

    private static Ddl bySuperuser(String what, String sql) {
        return Ddl.of(what, sql).bySuperuser(sql);
    }

    /** Names that roles of the twin itself have; nobody becomes a member of them. */
    private boolean isOurs(String name) {
        return name.equals(superuser) || name.startsWith("howdah_twin") || name.startsWith("pg_");
    }

    /** All roles with attributes, and owners that are not listed, such as predefined ones. */
    static List<DatabaseRole> all(Catalog catalog) {
        var known = new ArrayList<>(catalog.definitions().roles());
        var names = new HashSet<String>();
        known.forEach(r -> names.add(r.name()));
        var owners = new TreeSet<String>();
        catalog.relations().forEach(r -> owners.add(r.owner()));
        owners.stream()
                .filter(o -> !names.contains(o) && !o.startsWith("pg_"))
                .forEach(o -> known.add(new DatabaseRole(o, false, false, List.of(), List.of(), List.of())));
        return known;
    }

    /** A superuser of the original sees all rows here as well, but is none. */
    private static String create(DatabaseRole role) {
        return create(role.name()) + "; ALTER ROLE " + Name.quoted(role.name())
                + (role.superuser() || role.bypassesRowSecurity() ? " BYPASSRLS" : " NOBYPASSRLS") + "; GRANT " + ASKER
                + " TO " + Name.quoted(role.name()) + "; GRANT " + Name.quoted(role.name()) + " TO " + TwinServer.OWNER;
    }

    /** Creates a role where there is none of its name. */
    static String create(String role) {
        return "DO "
                + Name.literal("BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = "
                        + Name.literal(role) + ") THEN CREATE ROLE " + Name.quoted(role) + " NOLOGIN; END IF; END");
    }

    /** A membership carries its inheritance since 16; before, the member does. */
    private static String grant(DatabaseRole role, String group) {
        var member = Name.quoted(role.name());
        var grant = "GRANT " + Name.quoted(group) + " TO " + member;
        boolean inherits = role.inheritsFrom().contains(group);
        return "DO "
                + Name.literal("BEGIN IF pg_catalog.current_setting('server_version_num')::int >= 160000 THEN EXECUTE "
                        + Name.literal(grant + " WITH INHERIT " + (inherits ? "TRUE" : "FALSE")) + "; ELSE " + grant
                        + "; ALTER ROLE " + member + (inherits ? " INHERIT" : " NOINHERIT") + "; END IF; END");
    }

    /**
     * Rights of every role on everything, and the owners.
     *
     * @param carried what is on the twin
     */
    List<Ddl> rights(Set<QualifiedName> carried) {
        var statements = new ArrayList<Ddl>();
        if (!matter(catalog)) {
            return statements;
        }
        var schemas = new TreeSet<String>();
        for (Relation relation : catalog.relations()) {
            if (carried.contains(relation.name())) {
                schemas.add(relation.name().schema());
                if (!isOurs(relation.owner())) {
                    statements.add(owner(relation));
                }
            }
        }
        for (var schema : schemas) {
            var in = " IN SCHEMA " + Name.quoted(schema) + " TO " + ASKER;
            statements.add(Ddl.of(
                    "rights in " + schema, "GRANT ALL ON ALL TABLES" + in + "; GRANT ALL ON ALL SEQUENCES" + in));
        }
        return statements;
    }

    private static Ddl owner(Relation relation) {
        var what = relation.kind() == Relation.Kind.VIEW ? "VIEW " : "TABLE ";
        var sql = "ALTER " + what + relation.name().quoted() + " OWNER TO " + Name.quoted(relation.owner());
        return Ddl.essential(relation.name(), "owner " + relation.owner(), sql).bySuperuser(sql);
    }
}
