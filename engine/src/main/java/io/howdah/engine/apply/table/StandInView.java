package io.howdah.engine.apply.table;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.apply.run.DefaultGrants;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of the name that a table had, through which rows are read and written as before, by whoever could.
 *
 * @param base the name that the table has by then
 */
record StandInView(Session session, LiveTable table, QualifiedName base) {

    /** What may be done with a view, of what is granted on the table and on its columns. */
    private static final String GRANTS = """
            SELECT g.attname, g.privilege_type,
                   CASE WHEN g.grantee = 0 THEN 'PUBLIC'
                        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
                     || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS grantee
              FROM (SELECT NULL::name AS attname, x.* FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) x
                     WHERE c.oid = CAST(? AS oid) AND x.grantee <> c.relowner
                    UNION ALL
                    SELECT a.attname, x.* FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) x
                     WHERE a.attrelid = CAST(? AS oid) AND NOT a.attisdropped) g
             WHERE g.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') ORDER BY 2, 1 NULLS FIRST, 3""";

    private static final String COMMENTS = """
            SELECT a.attname, d.description
              FROM pg_catalog.pg_description d
              LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0
             WHERE d.classoid = 'pg_catalog.pg_class'::regclass AND d.objoid = CAST(? AS oid) ORDER BY d.objsubid""";

    private static final String READ_BY_COLUMNS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) x
                            WHERE a.attrelid = CAST(? AS oid) AND NOT a.attisdropped AND x.privilege_type = 'SELECT')""";

    private static final String OWNER = """
            SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class
             WHERE oid = CAST(? AS oid)""";

    /**
     * A column of the view.
     *
     * @param present the column's name in the table as it is before the change
     * @param inBase its name in the table by then
     * @param name its name in the view
     */
    record Shown(String present, String inBase, String name) {

        static Shown same(String name) {
            return new Shown(name, name, name);
        }

        private String select() {
            return Name.quoted(inBase) + (inBase.equals(name) ? "" : " AS " + Name.quoted(name));
        }
    }

    private record Grant(@Nullable String column, String privilege, String grantee) {}

    private record Comment(@Nullable String column, String text) {}

    /**
     * Policies hold for whoever reads through a view only where the view reads as its reader; and such a view asks for all of its
     * columns, whichever are read.
     */
    Optional<String> problem(String doing) throws SQLException {
        if (!hasPolicies()) {
            return Optional.empty();
        }
        if (!knowsInvoker()) {
            return Optional.of("Table " + table.name() + " has policies, which a view of the old name would go round"
                    + " before PostgreSQL 15; " + doing);
        }
        return isReadByColumns()
                ? Optional.of("Table " + table.name()
                        + " has policies, and single columns of it are granted to read: a view"
                        + " that keeps to the policies asks for all columns; grant SELECT on the table, or " + doing)
                : Optional.empty();
    }

    private boolean hasPolicies() throws SQLException {
        return session.holds("SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)", table.oid());
    }

    private boolean isReadByColumns() throws SQLException {
        return session.holds(READ_BY_COLUMNS, table.oid());
    }

    private boolean knowsInvoker() throws SQLException {
        return session.holds("SELECT current_setting('server_version_num')::int >= 150000");
    }

    private boolean readsAsInvoker() throws SQLException {
        return knowsInvoker() && !isReadByColumns();
    }

    /** The statements that make it, once the table has its other name. */
    List<String> sql(List<Shown> columns) throws SQLException {
        var view = table.name().quoted();
        var sql = new ArrayList<String>();
        sql.add("CREATE VIEW " + view + (readsAsInvoker() ? " WITH (security_invoker = true)" : "") + " AS SELECT "
                + columns.stream().map(Shown::select).collect(joining(", ")) + " FROM " + base.quoted());
        sql.addAll(DefaultGrants.revoked(session, table.name()));
        session.first(OWNER, row -> row.getString(1), table.oid())
                .ifPresent(owner -> sql.add("ALTER VIEW " + view + " OWNER TO " + owner));
        sql.addAll(grants(columns));
        sql.addAll(comments(columns));
        return sql;
    }

    private List<String> grants(List<Shown> columns) throws SQLException {
        var sql = new ArrayList<String>();
        for (var grant : session.query(
                GRANTS,
                row -> new Grant(row.getString(1), row.getString(2), row.getString(3)),
                table.oid(),
                table.oid())) {
            var on = " ON " + table.name().quoted() + " TO " + grant.grantee();
            if (grant.column() == null) {
                sql.add("GRANT " + grant.privilege() + on);
            }
            columns.stream()
                    .filter(shown -> shown.present().equals(grant.column()))
                    .forEach(shown ->
                            sql.add("GRANT " + grant.privilege() + " (" + Name.quoted(shown.name()) + ")" + on));
        }
        return sql;
    }

    private List<String> comments(List<Shown> columns) throws SQLException {
        var view = table.name().quoted();
        var sql = new ArrayList<String>();
        for (var comment :
                session.query(COMMENTS, row -> new Comment(row.getString(1), row.getString(2)), table.oid())) {
            var is = " IS " + Name.literal(comment.text());
            if (comment.column() == null) {
                sql.add("COMMENT ON VIEW " + view + is);
            }
            columns.stream()
                    .filter(shown -> shown.present().equals(comment.column()))
                    .forEach(shown -> sql.add("COMMENT ON COLUMN " + view + "." + Name.quoted(shown.name()) + is));
        }
        return sql;
    }

    /** Whether a name is free for a table and the type that comes with it. */
    static boolean isTaken(Session session, QualifiedName name) throws SQLException {
        return session.holds("""
                SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                                WHERE n.nspname = ? AND c.relname = ?)
                    OR EXISTS (SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                                WHERE n.nspname = ? AND t.typname = ?)""", name.schema(), name.name(), name.schema(), name.name());
    }
}
