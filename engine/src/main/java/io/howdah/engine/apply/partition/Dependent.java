package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something outside of a table that refers to it by what it is, not by its name, and so must be made again when another table gets
 * the name.
 *
 * @param what for people
 * @param view null where it is no view
 * @param again the statement that makes it again, by the name; null where there is none
 */
record Dependent(
        String what, @Nullable QualifiedName view, @Nullable String again) {

    private static final String SQL = """
            WITH t AS (SELECT c.oid, c.reltype, y.typarray FROM pg_class c JOIN pg_type y ON y.oid = c.reltype
                        WHERE c.oid = CAST(? AS oid)),
                 d AS (SELECT d.classid, d.objid, bool_or(d.refclassid = 'pg_type'::regclass) AS by_type
                         FROM pg_depend d, t
                        WHERE (d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
                           OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.reltype, t.typarray))
                          AND d.deptype <> 'e'
                        GROUP BY 1, 2)
            SELECT pg_describe_object(d.classid, d.objid, 0) AS what, n.nspname, v.relname,
                   CASE v.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' ELSE 'a rule on ' END AS kind,
                   CASE WHEN v.relkind = 'v' AND NOT by_type AND r.rulename = '_RETURN'
                        THEN format('CREATE OR REPLACE VIEW %I.%I%s AS %s', n.nspname, v.relname,
                                    ' WITH (' || array_to_string(v.reloptions, ', ') || ')', pg_get_viewdef(v.oid))
                        WHEN f.oid IS NOT NULL AND NOT by_type THEN pg_get_functiondef(f.oid) END AS again
              FROM t, d
              LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
              LEFT JOIN pg_class v ON v.oid = r.ev_class
              LEFT JOIN pg_namespace n ON n.oid = v.relnamespace
              LEFT JOIN pg_proc f ON d.classid = 'pg_proc'::regclass AND f.oid = d.objid AND f.prokind IN ('f', 'p')
             WHERE CASE d.classid::regclass::text
                     WHEN 'pg_class' THEN NOT EXISTS (
                       SELECT FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                        WHERE c.oid = d.objid AND (i.indrelid = t.oid OR c.relkind IN ('t', 'S') OR c.oid = t.oid))
                     WHEN 'pg_constraint' THEN NOT EXISTS (
                       SELECT FROM pg_constraint k WHERE k.oid = d.objid
                          AND (k.conrelid = t.oid OR k.contype = 'f' AND k.confrelid = t.oid))
                     WHEN 'pg_attrdef' THEN NOT EXISTS (
                       SELECT FROM pg_attrdef a WHERE a.oid = d.objid AND a.adrelid = t.oid)
                     WHEN 'pg_trigger' THEN NOT EXISTS (
                       SELECT FROM pg_trigger g WHERE g.oid = d.objid AND (g.tgrelid = t.oid OR g.tgisinternal))
                     WHEN 'pg_policy' THEN NOT EXISTS (
                       SELECT FROM pg_policy p WHERE p.oid = d.objid AND p.polrelid = t.oid)
                     WHEN 'pg_statistic_ext' THEN NOT EXISTS (
                       SELECT FROM pg_statistic_ext s WHERE s.oid = d.objid AND s.stxrelid = t.oid)
                     WHEN 'pg_type' THEN d.objid NOT IN (t.reltype, t.typarray)
                     WHEN 'pg_publication_rel' THEN false
                     ELSE true END
             ORDER BY n.nspname, v.relname, what""";

    static List<Dependent> on(Session session, long tableOid) throws SQLException {
        return session.query(SQL, Dependent::read, tableOid);
    }

    private static Dependent read(ResultSet row) throws SQLException {
        var view = row.getString("relname");
        var again = row.getString("again");
        return new Dependent(
                view == null
                        ? row.getString("what")
                        : row.getString("kind") + new QualifiedName(row.getString("nspname"), view),
                view == null ? null : new QualifiedName(row.getString("nspname"), view),
                again == null ? null : again.strip().replaceFirst(";$", ""));
    }
}
