package io.howdah.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements of the test frame, with failures that need no throws clause. */
final class Sql {

    private Sql() {}

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Not the application's: the mark stands behind the first word, where every server version keeps it. */
    private static String marked(String sql) {
        return sql.replaceFirst("^(\\s*\\w+)", "$1 /* howdah */");
    }

    static void execute(Connection connection, String... statements) {
        for (String sql : statements) {
            try (var statement = connection.createStatement()) {
                statement.execute(marked(sql));
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
            }
        }
    }

    static List<List<@Nullable String>> query(Connection connection, String sql) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(marked(sql))) {
            var width = result.getMetaData().getColumnCount();
            var rows = new ArrayList<List<@Nullable String>>();
            while (result.next()) {
                var row = new ArrayList<@Nullable String>();
                for (int column = 1; column <= width; column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    /** The first column's values, in which there is no null. */
    static List<String> column(Connection connection, String sql) {
        return query(connection, sql).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }
}
