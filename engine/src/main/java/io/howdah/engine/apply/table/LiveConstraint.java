package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constraint as the target database has it now.
 *
 * @param type as {@code pg_constraint.contype}
 * @param definition as {@code pg_get_constraintdef} writes it, without NOT VALID
 * @param columns of its own table
 * @param expression of a check; null of others
 * @param referenced table of a foreign key; null of others
 * @param references columns of that table
 * @param inherited whether it comes from a parent
 * @param comment null where there is none
 * @param ownCode whether it calls functions that are not the server's own
 */
record LiveConstraint(
        long oid,
        String name,
        String type,
        String definition,
        boolean validated,
        List<String> columns,
        @Nullable String expression,
        @Nullable QualifiedName referenced,
        List<String> references,
        boolean deferrable,
        boolean deferred,
        boolean inherited,
        @Nullable String comment,
        boolean ownCode) {

    private static final String SQL = """
            SELECT k.oid::bigint AS oid, k.conname, k.contype::text AS type, pg_catalog.pg_get_constraintdef(k.oid) AS definition,
                   k.convalidated, k.condeferrable, k.condeferred, k.coninhcount > 0 OR k.conparentid <> 0 AS inherited,
                   pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS expression, rn.nspname AS schema, r.relname AS referenced,
                   pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (n, i)
                          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i) AS columns,
                   ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (n, i)
                          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.i) AS refs,
                   EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_constraint'::regclass AND d.objid = k.oid
                            AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass)
                            AND d.refobjid >= 16384) AS own_code
              FROM pg_catalog.pg_constraint k
              LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
              LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
             WHERE k.conrelid = CAST(? AS oid)""";

    static List<LiveConstraint> all(Session session, long table) throws SQLException {
        return session.query(SQL + " ORDER BY k.conname", LiveConstraint::read, table);
    }

    static Optional<LiveConstraint> named(Session session, LiveTable table, String name) throws SQLException {
        return session.first(SQL + " AND k.conname = ?", LiveConstraint::read, table.oid(), name);
    }

    private static LiveConstraint read(ResultSet row) throws SQLException {
        var referenced = row.getString("referenced");
        return new LiveConstraint(
                row.getLong("oid"),
                row.getString("conname"),
                row.getString("type"),
                row.getString("definition").replaceFirst(" NOT VALID$", ""),
                row.getBoolean("convalidated"),
                texts(row, "columns"),
                row.getString("expression"),
                referenced == null ? null : new QualifiedName(row.getString("schema"), referenced),
                texts(row, "refs"),
                row.getBoolean("condeferrable"),
                row.getBoolean("condeferred"),
                row.getBoolean("inherited"),
                row.getString("comment"),
                row.getBoolean("own_code"));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    boolean isForeignKey() {
        return type.equals("f");
    }

    boolean isKey() {
        return type.equals("p") || type.equals("u");
    }

    /** On the tables that it is about, as dropping it and making it take them. */
    List<QualifiedName> tables(QualifiedName own) {
        return referenced == null || referenced.equals(own) ? List.of(own) : List.of(own, referenced);
    }
}
