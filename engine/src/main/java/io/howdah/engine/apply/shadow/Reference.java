package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A column of a foreign key, and the one that it refers to.
 *
 * @param domain whether its type is a domain
 */
record Reference(
        long oid,
        QualifiedName table,
        String column,
        String type,
        boolean domain,
        long otherOid,
        QualifiedName other,
        String otherColumn) {

    /** Also what refers to a column that refers to it. Keys of partitions that their parent has stand for themselves. */
    private static final String SQL = """
            WITH RECURSIVE reached (rel, att) AS (
              SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute a WHERE a.attrelid = CAST(? AS oid) AND a.attname = ?
              UNION
              SELECT k.conrelid, k.conkey[i.place]
                FROM reached r JOIN pg_catalog.pg_constraint k ON k.contype = 'f' AND k.conparentid = 0 AND k.confrelid = r.rel
               CROSS JOIN LATERAL pg_catalog.generate_subscripts(k.confkey, 1) i (place)
               WHERE k.confkey[i.place] = r.att)
            SELECT DISTINCT c.oid::bigint AS oid, n.nspname, c.relname, a.attname, t.typtype = 'd' AS domain,
                   pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, f.oid::bigint AS other_oid,
                   fn.nspname AS other_schema, f.relname AS other, fa.attname AS other_column
              FROM reached r
              JOIN pg_catalog.pg_constraint k ON k.contype = 'f' AND k.conparentid = 0 AND k.confrelid = r.rel
              JOIN pg_catalog.pg_attribute fa ON fa.attrelid = r.rel AND fa.attnum = r.att
              JOIN pg_catalog.pg_class f ON f.oid = r.rel JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
              JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid
               AND a.attnum = k.conkey[pg_catalog.array_position(k.confkey, r.att)]
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
             ORDER BY n.nspname, c.relname, a.attname, other_schema, other, other_column""";

    /** All that refer to a column, near or far. */
    static List<Reference> to(Session session, long table, String column) throws SQLException {
        return session.query(SQL, Reference::read, table, column);
    }

    private static Reference read(ResultSet row) throws SQLException {
        return new Reference(
                row.getLong("oid"),
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getString("attname"),
                row.getString("type"),
                row.getBoolean("domain"),
                row.getLong("other_oid"),
                new QualifiedName(row.getString("other_schema"), row.getString("other")),
                row.getString("other_column"));
    }

    /** Whether it holds less than a type of integers. */
    boolean isNarrowerThan(String integer) {
        return Narrower.of(column, type, integer).isPresent();
    }

    /** The column with its table. */
    String place() {
        return table + "." + Name.quoted(column);
    }

    @Override
    public String toString() {
        return place() + ", which refers to " + otherPlace();
    }

    /** What it refers to, with its table. */
    String otherPlace() {
        return other + "." + Name.quoted(otherColumn);
    }
}
