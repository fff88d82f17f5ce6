package io.howdah.engine.apply.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column as the target database has it now, or will have it.
 *
 * @param number 0 where it is yet to be added
 * @param type as SQL writes it
 * @param defaultValue as the server writes it; null for none
 * @param identity {@code a}, {@code d}, or empty
 * @param generated {@code s}, {@code v}, or empty
 * @param inherited whether it comes from a parent
 */
public record LiveColumn(
        int number,
        String name,
        String type,
        boolean notNull,
        @Nullable String defaultValue,
        String identity,
        String generated,
        boolean inherited) {

    private static final String SQL = """
            SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS default_value, a.attidentity::text AS identity,
                   a.attgenerated::text AS generated, a.attinhcount > 0 AS inherited
              FROM pg_catalog.pg_attribute a
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = CAST(? AS oid) AND a.attnum > 0 AND NOT a.attisdropped""";

    /** In their order. */
    public static List<LiveColumn> of(Session session, long table) throws SQLException {
        return session.query(SQL + " ORDER BY a.attnum", LiveColumn::read, table);
    }

    public static Optional<LiveColumn> of(Session session, long table, String name) throws SQLException {
        return session.first(SQL + " AND a.attname = ?", LiveColumn::read, table, name);
    }

    /** Whether its values are computed from those of others. */
    public boolean computed() {
        return !generated.isEmpty();
    }

    /** Its default as SQL; null where there is none, or where it is computed. */
    public @Nullable String defaultSql() {
        return computed() ? null : defaultValue;
    }

    private static LiveColumn read(ResultSet row) throws SQLException {
        return new LiveColumn(
                row.getInt("attnum"),
                row.getString("attname"),
                row.getString("type"),
                row.getBoolean("attnotnull"),
                row.getString("default_value"),
                row.getString("identity"),
                row.getString("generated"),
                row.getBoolean("inherited"));
    }
}
