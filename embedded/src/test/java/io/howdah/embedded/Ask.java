package io.howdah.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Statements sent to a server under test. */
final class Ask {

    private Ask() {}

    static String one(PostgresServer server, String sql) throws SQLException {
        try (var connection = connection(server, server.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    static void run(PostgresServer server, String sql) throws SQLException {
        try (var connection = connection(server, server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection connection(PostgresServer server, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), password);
    }
}
