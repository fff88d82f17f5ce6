package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows belong to tenants, as the database has it now.
 *
 * @param type to which the setting is cast, without length, so that a long name is not cut to another's; null where it is none of the server's own
 * @param owner the table's
 * @param ownerConnects whether its owner may log in and is held back by policies where they are forced
 * @param enabled whether row-level security is
 * @param forced whether it holds for the owner too
 * @param condition of our policy; null where there is none
 * @param others how many policies there are besides ours
 * @param access whether there is our policy that lets all through whom the condition lets through
 */
record SecuredTable(
        LiveTable table,
        String column,
        @Nullable String type,
        String owner,
        boolean ownerConnects,
        boolean enabled,
        boolean forced,
        @Nullable String condition,
        int others,
        boolean access) {

    private static final String SQL = """
            SELECT CASE WHEN t.typtype = 'd' AND b.typnamespace = 'pg_catalog'::regnamespace
                        THEN pg_catalog.format_type(b.oid, -1)
                        WHEN t.typtype IN ('b', 'e') AND (t.typnamespace = 'pg_catalog'::regnamespace OR t.typtype = 'e')
                        THEN pg_catalog.format_type(t.oid, -1) END AS type,
                   o.rolname, o.rolcanlogin AND NOT o.rolsuper AND NOT o.rolbypassrls AS owner_connects,
                   c.relrowsecurity, c.relforcerowsecurity,
                   (SELECT coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), 'true') FROM pg_catalog.pg_policy p
                     WHERE p.polrelid = c.oid AND p.polname = ?) AS condition,
                   (SELECT count(*) FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname NOT IN (?, ?)) AS others,
                   EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = ?) AS access
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_roles o ON o.oid = c.relowner
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype AND b.typtype = 'b'
             WHERE c.oid = CAST(? AS oid)""";

    /** Whether an index can find a tenant's rows: valid, of all rows, and it begins with the column. */
    private static final String INDEXED = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
              JOIN pg_catalog.pg_am m ON m.oid = x.relam AND m.amname = 'btree'
              JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attname = ? AND a.attnum = i.indkey[0]
             WHERE i.indrelid = CAST(? AS oid) AND i.indisvalid AND i.indpred IS NULL)""";

    /** The table; empty where it has no such column. */
    static Optional<SecuredTable> read(Session session, LiveTable table, String column) throws SQLException {
        return session.first(
                SQL,
                row -> read(row, table, column),
                TenantPolicy.NAME,
                TenantPolicy.NAME,
                TenantPolicy.ACCESS,
                TenantPolicy.ACCESS,
                column,
                table.oid());
    }

    private static SecuredTable read(ResultSet row, LiveTable table, String column) throws SQLException {
        return new SecuredTable(
                table,
                column,
                row.getString("type"),
                row.getString("rolname"),
                row.getBoolean("owner_connects"),
                row.getBoolean("relrowsecurity"),
                row.getBoolean("relforcerowsecurity"),
                row.getString("condition"),
                row.getInt("others"),
                row.getBoolean("access"));
    }

    boolean indexed(Session session) throws SQLException {
        return session.holds(INDEXED, column, table.oid());
    }

    /** Whether our policy only observes. */
    boolean observed() {
        return condition != null && condition.contains(ObservedStatements.function(this));
    }

    String quoted() {
        return table.name().quoted();
    }

    /** Columns that an INSERT may name. */
    List<String> columns(Session session) throws SQLException {
        return session.query(
                "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = CAST(? AS oid) AND attnum > 0"
                        + " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
                row -> row.getString(1),
                table.oid());
    }
}
