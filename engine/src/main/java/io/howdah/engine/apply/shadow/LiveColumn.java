package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table as the server has it now.
 *
 * @param type as SQL writes it
 * @param defaultSql null where there is none, or where it is a generated column's expression
 * @param generated whether it is computed from others
 * @param identity {@code a} always, {@code d} by default, empty where it is none
 * @param sequence of an identity column, quoted; null where it is none
 */
record LiveColumn(
        int number,
        String name,
        String type,
        boolean notNull,
        @Nullable String defaultSql,
        boolean generated,
        String identity,
        @Nullable String sequence) {

    private static final String SQL = """
            SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
                   CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS default_sql,
                   a.attgenerated <> '' AS generated, a.attidentity::text AS identity,
                   CASE WHEN a.attidentity <> '' THEN
                     pg_catalog.pg_get_serial_sequence(a.attrelid::regclass::text, a.attname) END AS sequence
              FROM pg_catalog.pg_attribute a
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = CAST(? AS oid) AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum""";

    static List<LiveColumn> of(Session session, long table) throws SQLException {
        return session.query(SQL, LiveColumn::read, table);
    }

    private static LiveColumn read(ResultSet row) throws SQLException {
        return new LiveColumn(
                row.getInt("attnum"),
                row.getString("attname"),
                row.getString("type"),
                row.getBoolean("attnotnull"),
                row.getString("default_sql"),
                row.getBoolean("generated"),
                row.getString("identity"),
                row.getString("sequence"));
    }
}
