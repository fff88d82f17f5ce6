package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A foreign key as the target database has it now.
 *
 * @param from the table that it belongs to
 * @param to the table that it points at
 * @param indexOid of the index that makes what it points at unique
 */
record ForeignKey(
        String name,
        long fromOid,
        QualifiedName from,
        QualifiedName to,
        long indexOid,
        String definition,
        boolean validated,
        boolean fromPartitioned) {

    private static final String SQL = """
            SELECT k.conname, k.conrelid::bigint AS from_oid, fn.nspname AS from_schema, f.relname AS from_name,
                   tn.nspname AS to_schema, t.relname AS to_name, k.conindid::bigint AS index_oid,
                   pg_get_constraintdef(k.oid) AS definition, k.convalidated, f.relkind = 'p' AS partitioned
              FROM pg_constraint k
              JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
              JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
             WHERE k.contype = 'f' AND k.conparentid = 0 AND""";

    static List<ForeignKey> of(Session session, long tableOid) throws SQLException {
        return session.query(SQL + " k.conrelid = CAST(? AS oid) ORDER BY k.conname", ForeignKey::read, tableOid);
    }

    static List<ForeignKey> pointingAt(Session session, long tableOid) throws SQLException {
        return session.query(
                SQL + " k.confrelid = CAST(? AS oid) AND k.conrelid <> k.confrelid ORDER BY 3, 4, 1",
                ForeignKey::read,
                tableOid);
    }

    private static ForeignKey read(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString("conname"),
                row.getLong("from_oid"),
                new QualifiedName(row.getString("from_schema"), row.getString("from_name")),
                new QualifiedName(row.getString("to_schema"), row.getString("to_name")),
                row.getLong("index_oid"),
                row.getString("definition"),
                row.getBoolean("convalidated"),
                row.getBoolean("partitioned"));
    }

    String what() {
        return "foreign key " + Name.quoted(name) + " of " + from + ": " + definition;
    }

    String drop() {
        return "ALTER TABLE " + from.quoted() + " DROP CONSTRAINT " + Name.quoted(name);
    }

    /** The same on whatever table; the text names the table that it points at. */
    String add(QualifiedName on) {
        return "ALTER TABLE " + on.quoted() + " ADD CONSTRAINT " + Name.quoted(name) + " " + definition;
    }

    /** Without a look at the rows that are there. */
    String addUnchecked() {
        return add(from) + (definition.endsWith(" NOT VALID") ? "" : " NOT VALID");
    }

    String validate() {
        return "ALTER TABLE " + from.quoted() + " VALIDATE CONSTRAINT " + Name.quoted(name);
    }
}
