package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps the server from giving each table a TOAST table with an index: the twin has no values to put there, the planner asks for
 * neither, and in a big database they are a third of all relations.
 *
 * <p>A table gets one where a column's storage is not plain (heapam_handler.c), and a column has that of its type.
 */
final class ToastTables {

    private ToastTables() {}

    /** For the tables that any session of the database makes from now on. */
    static void avoid(Statement session) throws SQLException {
        session.execute("CREATE TEMP TABLE howdah_storage AS SELECT oid, typstorage FROM pg_catalog.pg_type"
                + " WHERE typstorage <> 'p'; UPDATE pg_catalog.pg_type SET typstorage = 'p' WHERE typstorage <> 'p'");
    }

    /** After {@link #avoid} in the same session. A domain made meanwhile stores as its type does. */
    static void allow(Statement session) throws SQLException {
        session.execute("UPDATE pg_catalog.pg_type t SET typstorage = s.typstorage FROM pg_temp.howdah_storage s"
                + " WHERE s.oid = t.oid; UPDATE pg_catalog.pg_type d SET typstorage = t.typstorage FROM pg_catalog.pg_type t"
                + " WHERE d.typtype = 'd' AND t.oid = d.typbasetype AND d.typstorage <> t.typstorage;"
                + " DROP TABLE pg_temp.howdah_storage");
    }
}
