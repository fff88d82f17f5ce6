package io.howdah.engine.apply;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.SetStatisticsTarget.Earlier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statistics target of a column of one table, as the target database has it now.
 *
 * @param target null for the server's default
 */
record LiveTarget(QualifiedName table, @Nullable Integer target) {

    private static final String SQL = """
            WITH RECURSIVE tree (oid) AS (
              SELECT CAST(? AS oid)
               UNION
              SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
            SELECT n.nspname, c.relname, nullif(a.attstattarget, -1)::int AS target
              FROM tree
              JOIN pg_catalog.pg_class c ON c.oid = tree.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY c.oid <> CAST(? AS oid), c.oid""";

    /** Of a table first, then of those to which the server passes a new target on; none where there is no such column. */
    static List<LiveTarget> of(Session session, long tableOid, String column) throws SQLException {
        return session.query(SQL, LiveTarget::read, tableOid, column, tableOid);
    }

    private static LiveTarget read(ResultSet row) throws SQLException {
        return new LiveTarget(
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getObject("target", Integer.class));
    }

    boolean is(int wanted) {
        return target != null && target == wanted;
    }

    boolean isAtLeast(int wanted) {
        return target != null && target >= wanted;
    }

    Earlier earlier() {
        return new Earlier(table, target);
    }
}
