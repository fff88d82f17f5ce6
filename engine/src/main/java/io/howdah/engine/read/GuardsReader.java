package io.howdah.engine.read;

import io.howdah.engine.catalog.Guards;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads privileges, policies, triggers, routines, roles, and how sessions are let in: all by one statement, since each costs a round
 * trip. What a row is, its kind says; its columns serve every kind.
 */
final class GuardsReader {

    private static final String SCHEMAS = """
            SELECT 'schema' AS kind, 0::bigint AS place, NULL::text AS schema, n.nspname::text AS name,
                   pg_get_userbyid(n.nspowner)::text AS first, NULL::text AS second, NULL::text AS third, NULL::text AS fourth,
                   NULL::text AS fifth,
                   EXISTS (SELECT FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
                            WHERE a.grantee = 0 AND a.privilege_type = 'CREATE') AS one, NULL::boolean AS two,
                   NULL::boolean AS three, NULL::boolean AS four, NULL::text[] AS list, NULL::text[] AS users,
                   NULL::timestamptz AS until
              FROM pg_namespace n
             WHERE %s
            """.formatted(Visible.SCHEMA);

    private static final String GRANTS = """
            SELECT 'grant', 0, n.nspname, c.relname, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                   array_agg(a.privilege_type ORDER BY a.privilege_type), NULL, NULL
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN LATERAL aclexplode(c.relacl) a
             WHERE a.grantee = 0 AND c.relacl IS NOT NULL AND %s
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                                         AND d.deptype = 'e')
             GROUP BY n.nspname, c.relname
            """.formatted(Visible.RELATION);

    private static final String POLICIES = """
            SELECT 'policy', p.oid::bigint, n.nspname, c.relname, p.polname,
                   CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                                 ELSE 'ALL' END,
                   pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), NULL,
                   p.polpermissive, NULL, NULL, NULL,
                   ARRAY(SELECT CASE WHEN u.role = 0 THEN 'public' ELSE pg_get_userbyid(u.role)::text END
                           FROM unnest(p.polroles) AS u (role)), NULL, NULL
              FROM pg_policy p
              JOIN pg_class c ON c.oid = p.polrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE %s
            """.formatted(Visible.RELATION);

    /** Bits of {@code tgtype}: 1 for each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate (pg_trigger.h). */
    private static final String TRIGGERS = """
            SELECT 'trigger', t.oid::bigint, n.nspname, c.relname, t.tgname, fn.nspname, f.proname, NULL, NULL,
                   t.tgtype & 2 > 0, t.tgenabled <> 'D', t.tgtype & 1 > 0, NULL,
                   array_remove(ARRAY[CASE WHEN t.tgtype & 4 > 0 THEN 'INSERT' END,
                                      CASE WHEN t.tgtype & 16 > 0 THEN 'UPDATE' END,
                                      CASE WHEN t.tgtype & 8 > 0 THEN 'DELETE' END,
                                      CASE WHEN t.tgtype & 32 > 0 THEN 'TRUNCATE' END], NULL), NULL, NULL
              FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_proc f ON f.oid = t.tgfoid
              JOIN pg_namespace fn ON fn.oid = f.pronamespace
             WHERE (NOT t.tgisinternal OR t.tgenabled = 'D') AND %s
            """.formatted(Visible.RELATION);

    private static final String ROUTINES = """
            SELECT 'routine', p.oid::bigint, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid),
                   pg_get_function_result(p.oid), l.lanname, pg_get_userbyid(p.proowner), p.prosrc,
                   l.lanpltrusted OR l.lanname IN ('sql', 'internal'), p.prosecdef,
                   EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                            WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE'), NULL,
                   p.proconfig, NULL, NULL
              FROM pg_proc p
              JOIN pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_language l ON l.oid = p.prolang
             WHERE p.prokind IN ('f', 'p') AND %s
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                                                         AND d.deptype IN ('e', 'i'))
            """.formatted(Visible.SCHEMA);

    /** Only superusers see how passwords are kept. */
    private static final String LOGINS = """
            SELECT 'login', 0, NULL, r.rolname, {password}, NULL, NULL, NULL, NULL, r.rolcanlogin, r.rolcreaterole, r.rolcreatedb,
                   r.rolreplication, NULL, NULL, CASE WHEN isfinite(r.rolvaliduntil) THEN r.rolvaliduntil END
              FROM {roles} r
             WHERE r.rolname !~ '^pg_'
            """;

    private static final String KIND_OF_PASSWORD = """
            CASE WHEN r.rolpassword IS NULL THEN 'none' WHEN r.rolpassword ~ '^SCRAM-SHA-256\\$' THEN 'scram' ELSE 'md5' END""";

    /** Options may be passwords: only the one that decides on the proof is read. Files that are included have lines of their own. */
    private static final String HOST_LINES = """
            SELECT 'line', h.{order}::bigint, NULL, h.type, h.address, h.auth_method, h.netmask,
                   (SELECT max(split_part(o.option, '=', 2)) FROM unnest(h.options) AS o (option)
                     WHERE o.option LIKE 'clientcert=%'),
                   h.line_number::text, NULL, NULL, NULL, NULL, h.database, h.user_name, NULL
              FROM pg_hba_file_rules h
             WHERE h.error IS NULL AND h.type IS NOT NULL
            """;

    private static final String MAPPINGS = """
            SELECT 'mapping', 0, NULL, m.srvname, w.fdwname, coalesce(m.usename, 'public'), NULL, NULL, NULL,
                   EXISTS (SELECT FROM unnest(m.umoptions) AS o (option) WHERE o.option ~* '^password=.'),
                   NULL, NULL, NULL, NULL, NULL, NULL
              FROM pg_user_mappings m
              JOIN pg_foreign_server s ON s.oid = m.srvid
              JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
            """;

    private final Map<String, List<Object>> read = new HashMap<>();

    private GuardsReader() {}

    static Guards read(Query query, Role role) throws SQLException {
        var reader = new GuardsReader();
        query.each(sql(query, role), row -> reader.take(row.text("kind"), row));
        return new Guards(
                reader.of("schema", Guards.Schema.class),
                reader.of("grant", Guards.Grant.class),
                reader.of("policy", Guards.Policy.class),
                reader.of("trigger", Guards.Trigger.class),
                reader.of("routine", Guards.Routine.class),
                reader.of("login", Guards.Login.class),
                role.superuser() ? reader.of("line", Guards.HostLine.class) : null,
                reader.of("mapping", Guards.Mapping.class));
    }

    private static String sql(Query query, Role role) {
        var logins = LOGINS.replace("{password}", role.superuser() ? KIND_OF_PASSWORD : "NULL")
                .replace("{roles}", role.superuser() ? "pg_authid" : "pg_roles");
        var parts = new ArrayList<>(List.of(SCHEMAS, GRANTS, POLICIES, TRIGGERS, ROUTINES, logins, MAPPINGS));
        if (role.superuser()) {
            parts.add(HOST_LINES.replace("{order}", query.since(16) ? "rule_number" : "line_number"));
        }
        return String.join(" UNION ALL ", parts) + " ORDER BY kind, place, schema, name, second";
    }

    private <T> List<T> of(String kind, Class<T> type) {
        return read.getOrDefault(kind, List.of()).stream().map(type::cast).toList();
    }

    private void take(String kind, Row row) throws SQLException {
        var value = value(kind, row);
        read.computeIfAbsent(kind, k -> new ArrayList<>()).add(value);
    }

    private static Object value(String kind, Row row) throws SQLException {
        return switch (kind) {
            case "schema" -> new Guards.Schema(row.text("name"), row.text("first"), row.flag("one"));
            case "grant" -> new Guards.Grant(row.name("schema", "name"), row.names("list"));
            case "policy" -> policy(row);
            case "trigger" -> trigger(row);
            case "routine" -> routine(row);
            case "login" -> login(row);
            case "line" -> hostLine(row);
            case "mapping" ->
                new Guards.Mapping(row.text("name"), row.text("first"), row.text("second"), row.flag("one"));
            default -> throw new IllegalStateException(kind);
        };
    }

    private static Guards.Policy policy(Row row) throws SQLException {
        return new Guards.Policy(
                row.text("first"),
                row.name("schema", "name"),
                row.flag("one"),
                row.text("second"),
                row.names("list"),
                row.textOrNull("third"),
                row.textOrNull("fourth"));
    }

    private static Guards.Trigger trigger(Row row) throws SQLException {
        return new Guards.Trigger(
                row.text("first"),
                row.name("schema", "name"),
                row.name("second", "third"),
                row.flag("one"),
                row.names("list"),
                row.flag("two"),
                row.flag("three"));
    }

    private static Guards.Routine routine(Row row) throws SQLException {
        return new Guards.Routine(
                row.name("schema", "name"),
                row.text("first"),
                row.textOrNull("second"),
                row.text("third"),
                row.flag("one"),
                row.text("fourth"),
                row.flag("two"),
                row.names("list"),
                row.flag("three"),
                row.text("fifth"));
    }

    private static Guards.Login login(Row row) throws SQLException {
        return new Guards.Login(
                row.text("name"),
                row.flag("one"),
                row.flag("two"),
                row.flag("three"),
                row.flag("four"),
                row.textOrNull("first"),
                row.instantOrNull("until"));
    }

    private static Guards.HostLine hostLine(Row row) throws SQLException {
        return new Guards.HostLine(
                row.integer("fifth"),
                row.text("name"),
                row.names("list"),
                row.names("users"),
                row.textOrNull("first"),
                row.text("second"),
                row.textOrNull("third"),
                row.textOrNull("fourth"));
    }
}
