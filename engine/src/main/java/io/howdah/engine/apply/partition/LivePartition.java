package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A direct partition, or a child by inheritance, as the target database has it now.
 *
 * @param plain whether it is a table with rows of its own
 * @param bound as the server writes it; null of a child by inheritance
 * @param detaching whether a concurrent detachment of it was begun and not ended
 */
record LivePartition(
        long oid,
        QualifiedName name,
        boolean plain,
        @Nullable String bound,
        boolean detaching,
        double rows,
        long bytes) {

    private static final String SQL = """
            SELECT c.oid::bigint AS oid, n.nspname, c.relname, c.relkind = 'r' AS plain,
                   pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound, i.inhdetachpending,
                   c.reltuples, pg_catalog.pg_table_size(c.oid) + pg_catalog.pg_indexes_size(c.oid) AS bytes
              FROM pg_catalog.pg_inherits i
              JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE i.inhparent = pg_catalog.to_regclass(?) ORDER BY c.relname""";

    static List<LivePartition> children(Session session, QualifiedName table) throws SQLException {
        return session.query(SQL, LivePartition::read, table.quoted());
    }

    private static LivePartition read(ResultSet row) throws SQLException {
        return new LivePartition(
                row.getLong("oid"),
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getBoolean("plain"),
                row.getString("bound"),
                row.getBoolean("inhdetachpending"),
                row.getDouble("reltuples"),
                row.getLong("bytes"));
    }

    boolean isDefault() {
        return "DEFAULT".equals(bound);
    }
}
