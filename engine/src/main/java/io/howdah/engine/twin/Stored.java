package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A relation on the twin.
 *
 * @param path of its main fork, from the data directory; empty where it has no storage
 * @param kind {@code relkind}
 * @param method access method of an index; empty for others
 */
record Stored(long oid, QualifiedName name, String path, String kind, String method) {

    boolean hasStorage() {
        return !path.isEmpty();
    }

    boolean isBtree() {
        return "i".equals(kind) && "btree".equals(method);
    }

    /** All of the twin's tables and indexes. */
    static Map<QualifiedName, Stored> all(Statement session) throws SQLException {
        return matching(session, "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'");
    }

    static Map<QualifiedName, Stored> matching(Statement session, String condition) throws SQLException {
        var found = new HashMap<QualifiedName, Stored>();
        try (var rows = session.executeQuery("/* howdah */ SELECT c.oid, n.nspname, c.relname, c.relkind,"
                + " pg_catalog.pg_relation_filepath(c.oid), CASE WHEN c.relkind IN ('i', 'I') THEN a.amname END"
                + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam"
                + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'i', 'I') AND " + condition)) {
            while (rows.next()) {
                var name = new QualifiedName(rows.getString(2), rows.getString(3));
                var path = rows.getString(5);
                var method = rows.getString(6);
                found.put(
                        name,
                        new Stored(
                                rows.getLong(1),
                                name,
                                path == null ? "" : path,
                                rows.getString(4),
                                method == null ? "" : method));
            }
        }
        return found;
    }
}
