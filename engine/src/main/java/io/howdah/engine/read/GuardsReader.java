package io.howdah.engine.read;

import io.howdah.engine.catalog.Guards;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads privileges, policies, triggers, routines, roles, and how sessions are let in. */
final class GuardsReader {

    private static final String SCHEMAS = """
            SELECT n.nspname, pg_get_userbyid(n.nspowner) AS owner,
                   EXISTS (SELECT FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
                            WHERE a.grantee = 0 AND a.privilege_type = 'CREATE') AS public_creates
              FROM pg_namespace n
             WHERE %s
             ORDER BY n.nspname
            """.formatted(Visible.SCHEMA);

    private static final String GRANTS = """
            SELECT n.nspname, c.relname, array_agg(a.privilege_type ORDER BY a.privilege_type) AS privileges
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN LATERAL aclexplode(c.relacl) a
             WHERE a.grantee = 0 AND c.relacl IS NOT NULL AND %s
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                                         AND d.deptype = 'e')
             GROUP BY n.nspname, c.relname
             ORDER BY n.nspname, c.relname
            """.formatted(Visible.RELATION);

    private static final String POLICIES = """
            SELECT p.polname, n.nspname, c.relname, p.polpermissive,
                   CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                                 ELSE 'ALL' END AS command,
                   ARRAY(SELECT CASE WHEN u.role = 0 THEN 'public' ELSE pg_get_userbyid(u.role)::text END
                           FROM unnest(p.polroles) AS u (role)) AS roles,
                   pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS written
              FROM pg_policy p
              JOIN pg_class c ON c.oid = p.polrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE %s
             ORDER BY p.oid
            """.formatted(Visible.RELATION);

    /** Bits of {@code tgtype}: 2 before, 4 insert, 8 delete, 16 update, 32 truncate (pg_trigger.h). */
    private static final String TRIGGERS = """
            SELECT t.tgname, n.nspname, c.relname, fn.nspname AS function_schema, f.proname, t.tgtype & 2 > 0 AS before,
                   array_remove(ARRAY[CASE WHEN t.tgtype & 4 > 0 THEN 'INSERT' END,
                                      CASE WHEN t.tgtype & 16 > 0 THEN 'UPDATE' END,
                                      CASE WHEN t.tgtype & 8 > 0 THEN 'DELETE' END,
                                      CASE WHEN t.tgtype & 32 > 0 THEN 'TRUNCATE' END], NULL) AS event,
                   t.tgenabled IN ('O', 'A') AS enabled
              FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_proc f ON f.oid = t.tgfoid
              JOIN pg_namespace fn ON fn.oid = f.pronamespace
             WHERE (NOT t.tgisinternal OR t.tgenabled = 'D') AND %s
             ORDER BY t.oid
            """.formatted(Visible.RELATION);

    private static final String ROUTINES = """
            SELECT n.nspname, p.proname, pg_get_function_identity_arguments(p.oid) AS identity,
                   pg_get_function_result(p.oid) AS result, l.lanname, l.lanpltrusted OR l.lanname IN ('sql', 'internal') AS trusted,
                   pg_get_userbyid(p.proowner) AS owner, p.prosecdef, p.proconfig,
                   EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                            WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE') AS public_executes,
                   p.prosrc
              FROM pg_proc p
              JOIN pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_language l ON l.oid = p.prolang
             WHERE p.prokind IN ('f', 'p') AND %s
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                                                         AND d.deptype IN ('e', 'i'))
             ORDER BY p.oid
            """.formatted(Visible.SCHEMA);

    /** Only superusers see how passwords are kept. */
    private static final String LOGINS = """
            SELECT r.rolname, r.rolcanlogin, r.rolcreaterole, r.rolcreatedb, r.rolreplication, {password} AS password,
                   CASE WHEN isfinite(r.rolvaliduntil) THEN r.rolvaliduntil END AS valid_until
              FROM {roles} r
             WHERE r.rolname !~ '^pg_'
             ORDER BY r.rolname
            """;

    private static final String KIND_OF_PASSWORD = """
            CASE WHEN r.rolpassword IS NULL THEN 'none' WHEN r.rolpassword ~ '^SCRAM-SHA-256\\$' THEN 'scram' ELSE 'md5' END""";

    private static final String HOST_RULES = """
            SELECT h.line_number, h.type, h.database, h.user_name, h.address, h.auth_method
              FROM pg_hba_file_rules h
             WHERE h.error IS NULL AND h.type IS NOT NULL
             ORDER BY h.line_number
            """;

    private static final String MAPPINGS = """
            SELECT m.srvname, w.fdwname, coalesce(m.usename, 'public') AS usename,
                   EXISTS (SELECT FROM unnest(m.umoptions) AS o (option) WHERE o.option ~* '^password=.') AS password
              FROM pg_user_mappings m
              JOIN pg_foreign_server s ON s.oid = m.srvid
              JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
             ORDER BY m.srvname, m.usename
            """;

    private GuardsReader() {}

    static Guards read(Query query, Role role) throws SQLException {
        return new Guards(
                query.list(
                        SCHEMAS,
                        row -> new Guards.Schema(row.text("nspname"), row.text("owner"), row.flag("public_creates"))),
                query.list(GRANTS, row -> new Guards.Grant(row.name("nspname", "relname"), row.names("privileges"))),
                query.list(POLICIES, GuardsReader::policy),
                query.list(TRIGGERS, GuardsReader::trigger),
                query.list(ROUTINES, GuardsReader::routine),
                query.list(logins(role), GuardsReader::login),
                hostLines(query, role),
                query.list(
                        MAPPINGS,
                        row -> new Guards.Mapping(
                                row.text("srvname"), row.text("fdwname"), row.text("usename"), row.flag("password"))));
    }

    private static String logins(Role role) {
        return LOGINS.replace("{password}", role.superuser() ? KIND_OF_PASSWORD : "NULL::text")
                .replace("{roles}", role.superuser() ? "pg_authid" : "pg_roles");
    }

    private static @Nullable List<Guards.HostLine> hostLines(Query query, Role role) throws SQLException {
        return role.superuser() ? query.list(HOST_RULES, GuardsReader::hostLine) : null;
    }

    private static Guards.Policy policy(Row row) throws SQLException {
        return new Guards.Policy(
                row.text("polname"),
                row.name("nspname", "relname"),
                row.flag("polpermissive"),
                row.text("command"),
                row.names("roles"),
                row.textOrNull("using"),
                row.textOrNull("written"));
    }

    private static Guards.Trigger trigger(Row row) throws SQLException {
        return new Guards.Trigger(
                row.text("tgname"),
                row.name("nspname", "relname"),
                row.name("function_schema", "proname"),
                row.flag("before"),
                row.names("event"),
                row.flag("enabled"));
    }

    private static Guards.Routine routine(Row row) throws SQLException {
        return new Guards.Routine(
                row.name("nspname", "proname"),
                row.text("identity"),
                row.textOrNull("result"),
                row.text("lanname"),
                row.flag("trusted"),
                row.text("owner"),
                row.flag("prosecdef"),
                row.names("proconfig"),
                row.flag("public_executes"),
                row.text("prosrc"));
    }

    private static Guards.Login login(Row row) throws SQLException {
        return new Guards.Login(
                row.text("rolname"),
                row.flag("rolcanlogin"),
                row.flag("rolcreaterole"),
                row.flag("rolcreatedb"),
                row.flag("rolreplication"),
                row.textOrNull("password"),
                row.instantOrNull("valid_until"));
    }

    private static Guards.HostLine hostLine(Row row) throws SQLException {
        return new Guards.HostLine(
                (int) row.number("line_number"),
                row.text("type"),
                row.names("database"),
                row.names("user_name"),
                row.textOrNull("address"),
                row.text("auth_method"));
    }
}
