package io.howdah.app.demo;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import io.howdah.samples.model.ConnectionSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server of a demonstration, with its database.
 *
 * <p>Its settings are the server's defaults, as found in many a production, but for the two libraries that every careful
 * administrator preloads.
 */
final class DemoServer implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements,auto_explain",
            "pg_stat_statements.track_planning", "off");

    private final PostgresServer server;
    private final String database;

    private DemoServer(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    static DemoServer start(@Nullable Path data, String database) {
        var builder = PostgresServer.builder().settings(SETTINGS);
        var server = (data == null ? builder.temporary() : builder.dataDirectory(data)).start();
        try {
            var demo = new DemoServer(server, database);
            demo.createDatabase();
            return demo;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void createDatabase() {
        try {
            if (!exists()) {
                execute("postgres", "CREATE DATABASE " + Name.quoted(database));
            }
            execute(database, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        } catch (SQLException e) {
            throw Problem.internal("the database " + database + " could not be created: " + e.getMessage(), e);
        }
    }

    /** Begins anew with an empty database of the same name. */
    void recreateDatabase() throws SQLException {
        execute("postgres", "DROP DATABASE " + Name.quoted(database) + " WITH (FORCE)");
        createDatabase();
    }

    /** Whether the server has said that its disk is full; a server that cannot write its WAL dies of it. */
    boolean diskFull() {
        try {
            return Files.readString(server.logFile(), StandardCharsets.ISO_8859_1)
                    .contains("No space left on device");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean exists() throws SQLException {
        try (var connection = connect("postgres");
                var query = connection.prepareStatement("SELECT /* howdah */ 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        }
    }

    void execute(String inDatabase, String sql) throws SQLException {
        try (var connection = connect(inDatabase);
                var statement = connection.createStatement()) {
            statement.execute("/* howdah */ " + sql);
        }
    }

    private Connection connect(String toDatabase) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(toDatabase), server.user(), server.password());
    }

    /** Connections as the sample's application opens them. */
    ConnectionSource application() {
        return () -> connect(database);
    }

    Sessions sessions() {
        return new ServerSessions(settings());
    }

    ConnectionSettings settings() {
        return new ConnectionSettings(
                server.host(), server.port(), database, server.user(), server.password(), Map.of());
    }

    /** The address with the password, which is this server's own and random. */
    String uri() {
        return "postgresql://" + server.user() + ":" + server.password() + "@" + server.host() + ":" + server.port()
                + "/" + database;
    }

    PostgresServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
