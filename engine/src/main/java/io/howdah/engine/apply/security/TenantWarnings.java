package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What of a table's surroundings the separation of tenants does not hold for, or makes slower; in sentences. */
final class TenantWarnings {

    /** Views over a table, at any distance, whose reading is done with the rights of somebody whom no policy holds back. */
    private static final String VIEWS = """
            WITH RECURSIVE readers (oid) AS (
                SELECT r.ev_class FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
                 WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                   AND d.refobjid = CAST(? AS oid) AND r.ev_class <> d.refobjid
                UNION
                SELECT r.ev_class FROM readers v
                  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_rewrite'::regclass
                   AND d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid
                  JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.ev_class <> v.oid)
            SELECT c.oid::regclass::text AS name, c.relkind::text AS kind, o.rolname,
                   CASE WHEN pg_catalog.cardinality(?) = 0
                        THEN EXISTS (SELECT FROM pg_catalog.aclexplode(c.relacl) a WHERE a.grantee <> c.relowner)
                        ELSE EXISTS (SELECT FROM unnest(?) a (role)
                                      WHERE pg_catalog.has_table_privilege(a.role, c.oid, 'SELECT')) END AS exposed
              FROM readers v JOIN pg_catalog.pg_class c ON c.oid = v.oid JOIN pg_catalog.pg_roles o ON o.oid = c.relowner
             WHERE c.relkind = 'm' OR (c.relkind = 'v' AND (o.rolsuper OR o.rolbypassrls)
                   AND NOT coalesce(c.reloptions::text ~ 'security_invoker=(true|on|1|yes)', false))
             ORDER BY 1""";

    /** Functions that run with the rights of such a role and name the table; anybody may call them who is not kept from it. */
    private static final String FUNCTIONS = """
            SELECT p.oid::regprocedure::text AS name, o.rolname FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_roles o ON o.oid = p.proowner JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
             WHERE p.prosecdef AND (o.rolsuper OR o.rolbypassrls) AND n.nspname NOT IN ('pg_catalog', 'howdah')
               AND pg_catalog.strpos(pg_catalog.lower(p.prosrc), pg_catalog.lower(?)) > 0
             ORDER BY 1""";

    /** Foreign keys that a row can point to another tenant's with; their checks go by no policy. */
    private static final String FOREIGN_KEYS = """
            SELECT k.conname, k.confrelid::regclass::text AS target FROM pg_catalog.pg_constraint k
             WHERE k.contype = 'f' AND k.conrelid = CAST(? AS oid)
               AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = ?)
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = ?
                                AND a.attnum = ANY (k.conkey))
             ORDER BY 1""";

    private static final String UNIQUE = """
            SELECT x.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
             WHERE i.indrelid = CAST(? AS oid) AND i.indisunique AND NOT i.indisprimary
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = ?
                                AND a.attnum = ANY (i.indkey::int2[]))
             ORDER BY 1""";

    /** Of their operators some could tell what they see, so they are applied after the policy and cannot be looked up. */
    private static final String LEAKY = """
            SELECT x.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
             WHERE i.indrelid = CAST(? AS oid)
               AND (i.indexprs IS NOT NULL
                    OR EXISTS (SELECT FROM unnest(i.indclass::oid[]) k (opclass)
                                 JOIN pg_catalog.pg_opclass c ON c.oid = k.opclass
                                 JOIN pg_catalog.pg_amop o ON o.amopfamily = c.opcfamily AND o.amoplefttype = c.opcintype
                                  AND o.amoprighttype = c.opcintype AND o.amoppurpose = 's'
                                 JOIN pg_catalog.pg_operator f ON f.oid = o.amopopr
                                 JOIN pg_catalog.pg_proc p ON p.oid = f.oprcode AND NOT p.proleakproof))
             ORDER BY 1""";

    private static final String TRUNCATE = """
            SELECT DISTINCT coalesce(g.rolname, 'PUBLIC') AS rolname FROM pg_catalog.pg_class c,
                   pg_catalog.aclexplode(c.relacl) a LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantee
             WHERE c.oid = CAST(? AS oid) AND a.privilege_type = 'TRUNCATE' AND a.grantee <> c.relowner ORDER BY 1""";

    private static final String NULLABLE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = CAST(? AS oid) AND attname = ?
                              AND NOT attnotnull)""";

    private static final String CHILDREN = """
            SELECT c.oid::regclass::text AS name FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
             WHERE h.inhparent = CAST(? AS oid) AND NOT c.relispartition ORDER BY 1""";

    private final Session session;
    private final LiveTable table;
    private final String column;

    TenantWarnings(Session session, LiveTable table, String column) {
        this.session = session;
        this.table = table;
        this.column = column;
    }

    /** A view through which the rows of all tenants are read, whatever the policies say. */
    private record View(String sentence, boolean exposed) {}

    /** Views that the application's roles may read, or, where none is named, anybody but their owners. */
    static List<String> leakingViews(Session session, QualifiedName name, List<String> roles) throws SQLException {
        var table = LiveTable.named(session, name);
        return table.isEmpty()
                ? List.of()
                : views(session, table.get(), roles).stream()
                        .filter(View::exposed)
                        .map(View::sentence)
                        .toList();
    }

    private static List<View> views(Session session, LiveTable table, List<String> roles) throws SQLException {
        var array = session.array(roles);
        return session.query(VIEWS, row -> view(row, table.name()), table.oid(), array, array);
    }

    private static View view(ResultSet row, QualifiedName table) throws SQLException {
        var name = row.getString("name");
        var sentence = row.getString("kind").equals("m")
                ? "Materialized view " + name + " holds rows of all tenants of " + table
                        + ", and no policy holds for it; keep it from the application's roles: REVOKE SELECT ON " + name
                        + " FROM …"
                : "View " + name + " reads " + table + " with the rights of " + row.getString("rolname")
                        + ", for whom no policy holds; give it another owner, or from PostgreSQL 15 on run: ALTER VIEW "
                        + name + " SET (security_invoker = true)";
        return new View(sentence, row.getBoolean("exposed"));
    }

    List<String> all() throws SQLException {
        var all = new ArrayList<String>();
        all.addAll(views(session, table, List.of()).stream().map(View::sentence).toList());
        all.addAll(session.query(
                FUNCTIONS,
                row -> "Function " + row.getString("name") + " names " + table.name() + " and runs with the rights of "
                        + row.getString("rolname") + ", for whom no policy holds",
                table.name().name()));
        all.addAll(session.query(
                FOREIGN_KEYS,
                row -> "Foreign key " + row.getString("conname") + " of " + table.name()
                        + " can point to a row of another" + " tenant in " + row.getString("target")
                        + ": its check goes by no policy; add " + column + " to it",
                table.oid(),
                column,
                column));
        all.addAll(session.query(
                UNIQUE,
                row -> "Unique index " + row.getString("relname") + " of " + table.name()
                        + " tells one tenant that another has a value; add " + column + " to it",
                table.oid(),
                column));
        all.addAll(session.query(
                LEAKY,
                row -> "Index " + row.getString("relname") + " of " + table.name()
                        + " serves some conditions no more: their"
                        + " operators or functions are not marked leakproof, so they are applied after the policy",
                table.oid()));
        all.addAll(session.query(
                TRUNCATE,
                row -> "Role " + row.getString("rolname") + " may TRUNCATE " + table.name()
                        + ", which no policy keeps it from",
                table.oid()));
        all.addAll(session.query(
                CHILDREN,
                row -> "Table " + row.getString("name") + " inherits from " + table.name()
                        + ", whose policies do not hold where it is named itself",
                table.oid()));
        if (session.holds(NULLABLE, table.oid(), column)) {
            all.add("Column " + column + " of " + table.name()
                    + " may be null, and rows without a tenant are seen by nobody");
        }
        return all;
    }
}
