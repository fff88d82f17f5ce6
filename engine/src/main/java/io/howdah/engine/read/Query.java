package io.howdah.engine.read;

import io.howdah.engine.postgres.Marked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the reading statements of one session, each marked as ours and fetched in portions.
 *
 * @param version {@code server_version_num}
 * @param locked oids of relations that someone holds or awaits an exclusive lock on, and of the views that show them:
 *     their sizes and expressions cannot be read without waiting
 */
record Query(Connection connection, int version, List<Long> locked) {

    private static final int PORTION = 2_000;

    /** Turns a row into a value. */
    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    /** Does something with a row. */
    interface Consumer {
        void accept(Row row) throws SQLException;
    }

    <T> List<T> list(String sql, Mapper<T> mapper) throws SQLException {
        var values = new ArrayList<T>();
        each(sql, row -> values.add(mapper.map(row)));
        return values;
    }

    <T> T one(String sql, Mapper<T> mapper) throws SQLException {
        return list(sql, mapper).getFirst();
    }

    void each(String sql, Consumer consumer) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(PORTION);
            try (var result = statement.executeQuery(Marked.sql(withoutLocked(sql)))) {
                var row = new Row(result);
                while (result.next()) {
                    consumer.accept(row);
                }
            }
        }
    }

    /** Ends the transaction, so that the next statement sees the statistics views anew. */
    void commit() throws SQLException {
        connection.commit();
    }

    boolean since(int major) {
        return version >= major * 10_000;
    }

    /** The text where the server is at least so new, else NULL; for columns that older versions lack. */
    String since(int major, String expression) {
        return since(major) ? expression : "NULL";
    }

    /** Puts the locked relations' oids in place of {@code :locked}. */
    private String withoutLocked(String sql) {
        var oids = String.join(",", locked.stream().map(String::valueOf).toList());
        return sql.replace(":locked", "'{" + oids + "}'::oid[]");
    }
}
