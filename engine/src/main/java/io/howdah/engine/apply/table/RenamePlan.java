package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.RenameTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Renames a table, and makes a view of the old name in the same transaction, through which rows are read and written as before, by
 * whoever could. The view goes when the change is finished.
 */
final class RenamePlan {

    private static final String COLUMNS = """
            SELECT attname FROM pg_catalog.pg_attribute
             WHERE attrelid = CAST(? AS oid) AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    private static final String TAKEN = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = ? AND c.relname = ?)
                OR EXISTS (SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                            WHERE n.nspname = ? AND t.typname = ?)""";

    /** What may be done with a view, of what is granted on the table and on its columns. */
    private static final String GRANTS = """
            SELECT pg_catalog.format('GRANT %s%s ON %s TO %s%s', g.privilege_type,
                                     CASE WHEN g.attname IS NOT NULL THEN pg_catalog.format(' (%I)', g.attname) END, '#',
                                     CASE WHEN g.grantee = 0 THEN 'PUBLIC'
                                          ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
                                     CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END) AS sql
              FROM (SELECT NULL::name AS attname, x.* FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) x
                     WHERE c.oid = CAST(? AS oid) AND x.grantee <> c.relowner
                    UNION ALL
                    SELECT a.attname, x.* FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) x
                     WHERE a.attrelid = CAST(? AS oid) AND NOT a.attisdropped) g
             WHERE g.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') ORDER BY sql""";

    private final Planning planning;

    RenamePlan(Planning planning) {
        this.planning = planning;
    }

    void rename(LiveTable table, RenameTable change) throws SQLException {
        var renamed = change.renamed();
        boolean invoker = planning.session().holds("SELECT current_setting('server_version_num')::int >= 150000");
        if (planning.session().holds(TAKEN, renamed.schema(), renamed.name(), renamed.schema(), renamed.name())) {
            planning.problem("The name " + renamed + " belongs to something else already");
        } else if (!invoker
                && planning.session()
                        .holds(
                                "SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)",
                                table.oid())) {
            planning.problem(
                    "Table " + table.name() + " has policies, which a view of the old name would go round before"
                            + " PostgreSQL 15; rename it when nothing uses the old name any more");
        } else {
            planning.add(Planning.together(
                            table, change.summary() + ", with a view of the old name", sql(table, renamed, invoker))
                    .undo(List.of(
                            Ddl.ask(renamed),
                            "DROP VIEW " + table.name().quoted(),
                            Ddl.alter(
                                    renamed,
                                    "RENAME TO " + Name.quoted(table.name().name())))));
            planning.add(Planning.together(
                            table,
                            "drop the view of the old name " + table.name(),
                            List.of("DROP VIEW IF EXISTS " + table.name().quoted()))
                    .finishing());
        }
    }

    private List<String> sql(LiveTable table, QualifiedName renamed, boolean invoker) throws SQLException {
        var session = planning.session();
        var old = table.name().quoted();
        var columns = session.query(COLUMNS, row -> row.getString(1), table.oid());
        var sql = new ArrayList<String>();
        sql.add(Ddl.ask(table.name()));
        sql.add(Ddl.alter(table.name(), "RENAME TO " + Name.quoted(renamed.name())));
        sql.add("CREATE VIEW " + old + (invoker ? " WITH (security_invoker = true)" : "") + " AS SELECT "
                + Ddl.columns(columns) + " FROM " + renamed.quoted());
        session.first(
                        "SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class"
                                + " WHERE oid = CAST(? AS oid)",
                        row -> row.getString(1),
                        table.oid())
                .ifPresent(owner -> sql.add("ALTER VIEW " + old + " OWNER TO " + owner));
        session.query(GRANTS, row -> row.getString(1), table.oid(), table.oid())
                .forEach(grant -> sql.add(grant.replaceFirst(
                        " ON # TO ", java.util.regex.Matcher.quoteReplacement(" ON " + old + " TO "))));
        return sql;
    }
}
