package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The unique index by which rows are told apart: the primary key, else one on columns that are never null.
 *
 * @param name of the index
 */
record LiveKey(String name, List<String> columns) {

    private static final String SQL = """
            SELECT c.relname, array(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
                                      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                                     WHERE k.place <= i.indnkeyatts ORDER BY k.place) AS columns
              FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
             WHERE i.indrelid = CAST(? AS oid) AND i.indisunique AND i.indimmediate AND i.indisvalid
               AND i.indpred IS NULL AND i.indexprs IS NULL
               AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) k (attnum)
                                 JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                                WHERE NOT a.attnotnull)
             ORDER BY i.indisprimary DESC, i.indnkeyatts, c.relname LIMIT 1""";

    static Optional<LiveKey> of(Session session, long table) throws SQLException {
        return session.first(SQL, LiveKey::read, table);
    }

    private static LiveKey read(ResultSet row) throws SQLException {
        return new LiveKey(row.getString(1), List.of((String[]) row.getArray(2).getArray()));
    }
}
