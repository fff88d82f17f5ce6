package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A sequence that belongs to a column.
 *
 * @param name quoted, with its schema
 * @param identity whether it is an identity column's own
 * @param options as a list that ADD GENERATED … AS IDENTITY takes; the end of its type goes with the type
 * @param grants that others have on it, with {@code %s} for the sequence
 */
record OwnedSequence(
        String column, String schema, String name, String type, boolean identity, String options, List<String> grants) {

    private static final String SQL = """
            SELECT a.attname, n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, NULL) AS type, d.deptype = 'i' AS identity,
                   pg_catalog.format('START %s INCREMENT %s MINVALUE %s CACHE %s%s%s', s.seqstart, s.seqincrement, s.seqmin,
                     s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END,
                     CASE WHEN s.seqmax IN (32767, 2147483647, 9223372036854775807) THEN '' ELSE ' MAXVALUE ' || s.seqmax END) AS options,
                   array(SELECT pg_catalog.format('GRANT %s ON SEQUENCE %%s TO %s%s', x.privilege_type,
                             CASE x.grantee WHEN 0 THEN 'PUBLIC'
                               ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END,
                             CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                           FROM pg_catalog.aclexplode(c.relacl) x WHERE x.grantee <> c.relowner) AS grants
              FROM pg_catalog.pg_depend d
              JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
              JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
             WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
               AND d.refobjid = CAST(? AS oid) ORDER BY c.oid""";

    static List<OwnedSequence> of(Session session, long table) throws SQLException {
        return session.query(SQL, OwnedSequence::read, table);
    }

    private static OwnedSequence read(ResultSet row) throws SQLException {
        return new OwnedSequence(
                row.getString("attname"),
                row.getString("nspname"),
                row.getString("relname"),
                row.getString("type"),
                row.getBoolean("identity"),
                row.getString("options"),
                List.of((String[]) row.getArray("grants").getArray()));
    }
}
