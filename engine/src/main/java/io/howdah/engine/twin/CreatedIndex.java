package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * An index that was just created for a candidate: the candidate's own, or a partition of it.
 *
 * @param candidate the candidate's name on the twin
 * @param table the table that it is on
 */
record CreatedIndex(String candidate, QualifiedName table, Stored stored) {

    /** Those that this transaction created under a name that begins so, with their partitions. */
    static List<CreatedIndex> all(Statement session, String prefix) throws SQLException {
        var found = new ArrayList<CreatedIndex>();
        try (var rows = session.executeQuery("/* howdah */ WITH RECURSIVE created(root, oid) AS ("
                + " SELECT c.relname, c.oid FROM pg_catalog.pg_class c WHERE c.relkind IN ('i', 'I')"
                + " AND c.relname LIKE '" + prefix.replace("_", "\\_") + "%'"
                + " AND c.xmin::text::bigint >= pg_catalog.pg_current_xact_id()::text::bigint % 4294967296"
                + " UNION ALL SELECT created.root, i.inhrelid FROM created"
                + " JOIN pg_catalog.pg_inherits i ON i.inhparent = created.oid)"
                + " SELECT created.root, created.oid, n.nspname, c.relname, c.relkind,"
                + " pg_catalog.pg_relation_filepath(c.oid), a.amname, tn.nspname, t.relname"
                + " FROM created JOIN pg_catalog.pg_class c ON c.oid = created.oid"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_catalog.pg_am a ON a.oid = c.relam"
                + " JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid"
                + " JOIN pg_catalog.pg_class t ON t.oid = x.indrelid"
                + " JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace")) {
            while (rows.next()) {
                var name = new QualifiedName(rows.getString(3), rows.getString(4));
                var path = rows.getString(6);
                found.add(new CreatedIndex(
                        rows.getString(1),
                        new QualifiedName(rows.getString(8), rows.getString(9)),
                        new Stored(
                                rows.getLong(2),
                                name,
                                path == null ? "" : path,
                                rows.getString(5),
                                rows.getString(7))));
            }
        }
        return found;
    }
}
