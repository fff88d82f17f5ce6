package io.howdah.benchmarks.key;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.postgres.ConnectionOptions;
import io.howdah.engine.postgres.ConnectionResolver;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.Environment;
import io.howdah.engine.postgres.ServerSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Copies of a database that nobody uses at the moment, on its own server. */
final class Copies {

    private final ConnectionSettings original;

    /** @param uri of the database, with a role that may create databases */
    Copies(String uri) {
        this.original = new ConnectionResolver(Environment.ofProcess()).resolve(ConnectionOptions.of(uri));
    }

    /** A copy; closing it drops it. */
    Copy of(String name) throws SQLException {
        execute("CREATE DATABASE " + Name.quoted(name) + " TEMPLATE " + Name.quoted(original.database())
                + " STRATEGY file_copy");
        return new Copy(name);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        var url = "jdbc:postgresql://%s:%d/%s".formatted(original.host(), original.port(), database);
        return DriverManager.getConnection(url, original.user(), original.password());
    }

    /** A copy. */
    final class Copy implements AutoCloseable {

        private final String name;

        private Copy(String name) {
            this.name = name;
        }

        ServerSessions sessions() {
            return new ServerSessions(original.database(name));
        }

        Connection connect() throws SQLException {
            return Copies.this.connect(name);
        }

        @Override
        public void close() throws SQLException {
            execute("DROP DATABASE " + Name.quoted(name) + " WITH (FORCE)");
        }
    }
}
