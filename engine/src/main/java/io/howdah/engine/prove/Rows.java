package io.howdah.engine.prove;

import io.howdah.engine.postgres.Marked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement as a number of 128 bits, computed by the server, so that no row travels: two sums of hashes over the rows'
 * texts, for which their order does not matter, and two over the texts with their places, for which it does.
 *
 * @param columns names and types of the columns
 */
record Rows(long count, String asSet, String inOrder, List<String> columns) {

    static Rows of(String sql, Connection connection) throws SQLException {
        var columns = columns(sql, connection);
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(Marked.sql(digest(sql)))) {
                rows.next();
                return new Rows(rows.getLong(1), rows.getString(2), rows.getString(3), columns);
            }
        }
    }

    private static String digest(String sql) {
        return """
                SELECT count(*),
                       concat_ws('/', sum(hashtextextended(r.t, 1)::numeric), sum(hashtextextended(r.t, 2)::numeric)),
                       concat_ws('/', sum(hashtextextended(r.n || ':' || r.t, 1)::numeric),
                                 sum(hashtextextended(r.n || ':' || r.t, 2)::numeric))
                  FROM (SELECT q::text AS t, row_number() OVER () AS n FROM (%s) q) r
                """.formatted(sql);
    }

    private static List<String> columns(String sql, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(Marked.sql("SELECT * FROM (" + sql + ") q LIMIT 0"))) {
                var metadata = rows.getMetaData();
                var columns = new ArrayList<String>();
                for (int i = 1; i <= metadata.getColumnCount(); i++) {
                    columns.add(metadata.getColumnLabel(i) + " " + metadata.getColumnTypeName(i));
                }
                return List.copyOf(columns);
            }
        }
    }

    /** What differs; null where nothing does. */
    @Nullable
    String difference(Rows other, boolean ordered) {
        if (!columns.equals(other.columns)) {
            return "the columns were " + columns + " and then " + other.columns;
        }
        if (count != other.count) {
            return "there were " + count + " rows and then " + other.count;
        }
        if (!asSet.equals(other.asSet)) {
            return "of " + count + " rows some were others";
        }
        return ordered && !inOrder.equals(other.inOrder) ? "the rows came in another order" : null;
    }
}
