package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is set of a table as a whole.
 *
 * @param ownerIsOther whether its owner is not our role, so that what we make has to be given to the owner
 * @param superuser whether our role is one
 * @param bypassesSecurity whether row-level security does not apply to our role
 * @param forced whether row-level security applies to the owner too
 * @param replicaIdentity {@code d}, {@code n}, {@code f} or {@code i}
 */
record LiveTraits(
        String owner,
        boolean ownerIsOther,
        boolean superuser,
        boolean bypassesSecurity,
        boolean unlogged,
        boolean rowSecurity,
        boolean forced,
        String replicaIdentity,
        @Nullable String tablespace,
        @Nullable String accessMethod,
        double rows,
        long bytes) {

    private static final String SQL = """
            SELECT r.rolname, c.relowner <> me.oid AS other, me.rolsuper, me.rolsuper OR me.rolbypassrls AS bypasses,
                   c.relpersistence = 'u' AS unlogged, c.relrowsecurity, c.relforcerowsecurity, c.relreplident::text,
                   s.spcname, m.amname, greatest(c.reltuples, 0)::float8 AS rows,
                   pg_catalog.pg_total_relation_size(c.oid) AS bytes
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
              JOIN pg_catalog.pg_roles me ON me.rolname = current_user
              LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
              LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
             WHERE c.oid = CAST(? AS oid)""";

    /** Statements that give another table what this one has, with {@code %s} for that table. Options whose name begins with pg_ are the server's own. */
    private static final String SETTINGS = """
            WITH t AS (SELECT c.* FROM pg_catalog.pg_class c WHERE c.oid = CAST(? AS oid))
            SELECT sql FROM (
              SELECT 1 AS place, pg_catalog.format('ALTER TABLE %%s SET (%s)', array_to_string(reloptions, ', ')) AS sql
                FROM t WHERE reloptions IS NOT NULL
              UNION ALL
              SELECT 1, pg_catalog.format('ALTER TABLE %%s SET (%s)',
                       (SELECT string_agg('toast.' || o, ', ') FROM unnest(x.reloptions) o))
                FROM t JOIN pg_catalog.pg_class x ON x.oid = t.reltoastrelid WHERE x.reloptions IS NOT NULL
              UNION ALL
              SELECT 2, pg_catalog.format('ALTER TABLE %%s ALTER COLUMN %I SET STATISTICS %s', attname, to_jsonb(a)->>'attstattarget')
                FROM t JOIN pg_catalog.pg_attribute a ON attrelid = t.oid
               WHERE attnum > 0 AND NOT attisdropped AND (to_jsonb(a)->>'attstattarget')::int >= 0
              UNION ALL
              SELECT 2, pg_catalog.format('ALTER TABLE %%s ALTER COLUMN %I SET (%s)', attname, string_agg(o, ', '))
                FROM t JOIN pg_catalog.pg_attribute a ON attrelid = t.oid, unnest(attoptions) o
               WHERE attnum > 0 AND NOT attisdropped AND o NOT LIKE 'pg\\_%' GROUP BY attname
              UNION ALL
              SELECT 3, pg_catalog.format('COMMENT ON TABLE %%s IS %L', pg_catalog.obj_description(t.oid, 'pg_class'))
                FROM t WHERE pg_catalog.obj_description(t.oid, 'pg_class') IS NOT NULL
              UNION ALL
              SELECT 4, pg_catalog.format('GRANT %s ON %%s TO %s%s', privilege_type,
                       CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END,
                       CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                FROM t, pg_catalog.aclexplode(t.relacl) WHERE grantee <> t.relowner
              UNION ALL
              SELECT 4, pg_catalog.format('GRANT %s (%I) ON %%s TO %s%s', privilege_type, attname,
                       CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END,
                       CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                FROM t JOIN pg_catalog.pg_attribute a ON attrelid = t.oid, pg_catalog.aclexplode(a.attacl)
               WHERE attnum > 0 AND NOT attisdropped
              UNION ALL
              SELECT 5, 'ALTER TABLE %s ENABLE ROW LEVEL SECURITY' FROM t WHERE relrowsecurity
              UNION ALL
              SELECT 5, pg_catalog.format('CREATE POLICY %I ON %%s AS %s FOR %s TO %s%s%s', polname,
                       CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                       CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                         ELSE 'ALL' END,
                       CASE WHEN polroles = '{0}' THEN 'PUBLIC' ELSE
                         (SELECT string_agg(pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r)), ', ') FROM unnest(polroles) r) END,
                       ' USING (' || pg_catalog.pg_get_expr(polqual, polrelid) || ')',
                       ' WITH CHECK (' || pg_catalog.pg_get_expr(polwithcheck, polrelid) || ')')
                FROM t JOIN pg_catalog.pg_policy p ON polrelid = t.oid
              UNION ALL
              SELECT 6, pg_catalog.format('COMMENT ON POLICY %I ON %%s IS %L', polname, pg_catalog.obj_description(p.oid, 'pg_policy'))
                FROM t JOIN pg_catalog.pg_policy p ON polrelid = t.oid
               WHERE pg_catalog.obj_description(p.oid, 'pg_policy') IS NOT NULL) s
             ORDER BY place, sql""";

    /** Publications that name the table, with what they say of it; {@code %s} for the table. */
    private static final String PUBLICATIONS = """
            SELECT pg_catalog.format('ALTER PUBLICATION %I ADD TABLE ONLY %%s%s%s', p.pubname,
                     (SELECT ' (' || string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                        FROM pg_catalog.pg_attribute a
                       WHERE a.attrelid = r.prrelid
                         AND a.attnum = ANY (pg_catalog.string_to_array(to_jsonb(r)->>'prattrs', ' ')::int2[])),
                     (SELECT ' WHERE (' || g.rowfilter || ')' FROM pg_catalog.pg_publication_tables q,
                             LATERAL (SELECT to_jsonb(q)->>'rowfilter' AS rowfilter) g
                       WHERE q.pubname = p.pubname AND g.rowfilter IS NOT NULL
                         AND pg_catalog.to_regclass(pg_catalog.format('%I.%I', q.schemaname, q.tablename)) = r.prrelid)) AS adds,
                   pg_catalog.format('ALTER PUBLICATION %I DROP TABLE ONLY %%s', p.pubname) AS drops
              FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
             WHERE r.prrelid = CAST(? AS oid) ORDER BY p.pubname""";

    /** Both with {@code %s} for the table. */
    record Publication(String adds, String drops) {}

    static LiveTraits of(Session session, long table) throws SQLException {
        return session.first(SQL, LiveTraits::read, table).orElseThrow();
    }

    static List<String> settings(Session session, long table) throws SQLException {
        return session.query(SETTINGS, row -> row.getString(1), table);
    }

    static List<Publication> publications(Session session, long table) throws SQLException {
        return session.query(
                PUBLICATIONS, row -> new Publication(row.getString("adds"), row.getString("drops")), table);
    }

    private static LiveTraits read(ResultSet row) throws SQLException {
        return new LiveTraits(
                row.getString("rolname"),
                row.getBoolean("other"),
                row.getBoolean("rolsuper"),
                row.getBoolean("bypasses"),
                row.getBoolean("unlogged"),
                row.getBoolean("relrowsecurity"),
                row.getBoolean("relforcerowsecurity"),
                row.getString("relreplident"),
                row.getString("spcname"),
                row.getString("amname"),
                row.getDouble("rows"),
                row.getLong("bytes"));
    }
}
