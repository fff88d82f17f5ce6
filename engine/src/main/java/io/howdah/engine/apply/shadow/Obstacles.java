package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a table may have to do with that a rewrite cannot carry over; each said with what can be done. */
final class Obstacles {

    /** Whatever depends on the table itself, apart from what a rewrite makes anew, with a sentence for each. */
    private static final String SQL = """
            SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, 0)
              FROM pg_catalog.pg_depend d
              LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
              LEFT JOIN pg_catalog.pg_class v ON v.oid = r.ev_class
              LEFT JOIN pg_catalog.pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
             WHERE d.deptype = 'n'
               AND (d.refclassid = 'pg_class'::regclass AND d.refobjid = CAST(? AS oid)
                    OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
                         SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typrelid = CAST(? AS oid)
                         UNION ALL SELECT t.typarray FROM pg_catalog.pg_type t WHERE t.typrelid = CAST(? AS oid)))
               AND NOT (d.classid = 'pg_rewrite'::regclass AND (v.relkind = 'v' OR v.oid = CAST(? AS oid)))
               AND NOT (d.classid = 'pg_policy'::regclass AND p.polrelid = CAST(? AS oid))
               AND d.classid NOT IN ('pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_publication_rel'::regclass)
               AND NOT (d.classid = 'pg_attrdef'::regclass AND EXISTS (
                     SELECT FROM pg_catalog.pg_attrdef a WHERE a.oid = d.objid AND a.adrelid = d.refobjid))
               AND NOT (d.classid = 'pg_class'::regclass AND EXISTS (
                     SELECT FROM pg_catalog.pg_class c WHERE c.oid = d.objid AND c.relkind IN ('i', 'I', 'S')))
             ORDER BY 1""";

    private static final String INHERITS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE CAST(? AS oid) IN (inhrelid, inhparent))""";

    private static final String ALL_TABLES = """
            SELECT pubname FROM pg_catalog.pg_publication p
             WHERE puballtables OR EXISTS (
               SELECT FROM pg_catalog.pg_publication_tables t WHERE t.pubname = p.pubname
                  AND pg_catalog.to_regclass(pg_catalog.format('%I.%I', t.schemaname, t.tablename)) = CAST(? AS oid)
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = CAST(? AS oid)))
             ORDER BY pubname""";

    private static final String DEFERRABLE = """
            SELECT conname FROM pg_catalog.pg_constraint
             WHERE conrelid = CAST(? AS oid) AND contype IN ('p', 'u', 'x') AND condeferrable ORDER BY conname""";

    private Obstacles() {}

    static List<String> of(Session session, LiveTable table, LiveTraits traits) throws SQLException {
        var name = table.name();
        var found = new ArrayList<String>();
        if (!table.kind().equals("r")) {
            found.add(name + " is "
                    + (table.partitioned()
                            ? "partitioned; its partitions can be rewritten once they are" + " detached"
                            : "not a table")
                    + "; only tables are rewritten");
        }
        if (session.holds(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname IN (?, ?))",
                name.schema(),
                CreationSql.newName(name.name()),
                CreationSql.oldName(name.name()))) {
            found.add("Table " + name
                    + " is being rewritten already, or what an earlier rewrite keeps for undo is still there;"
                    + " resume, finish or undo that first (undo --list tells its number)");
        }
        if (session.holds(INHERITS, table.oid())) {
            found.add("Table " + name + " is a partition or has to do with inheritance, and those are not rewritten");
        }
        if (traits.forced() && !traits.bypassesSecurity()) {
            found.add("Row-level security of table " + name
                    + " is forced upon its owner, so that we might not see every row;"
                    + " connect as a role with BYPASSRLS");
        }
        for (String one : dependents(session, table.oid())) {
            found.add("A " + one + " depends on table " + name + " by itself and would stay with the old one;"
                    + " drop it before and make it again afterwards");
        }
        for (String publication : session.query(ALL_TABLES, row -> row.getString(1), table.oid(), table.oid())) {
            found.add("Publication " + publication + " takes whole schemas or all tables, so the new table of " + name
                    + " would be published before its subscribers have it; name its tables one by one");
        }
        for (String constraint : session.query(DEFERRABLE, row -> row.getString(1), table.oid())) {
            found.add("Constraint " + constraint + " of table " + name
                    + " is deferrable, so that rows may be doubled for a moment, which the trigger could not follow");
        }
        return found;
    }

    private static List<String> dependents(Session session, long oid) throws SQLException {
        return session.query(SQL, row -> row.getString(1), oid, oid, oid, oid, oid);
    }
}
