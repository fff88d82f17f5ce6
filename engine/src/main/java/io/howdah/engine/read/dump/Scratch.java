package io.howdah.engine.read.dump;

import io.howdah.embedded.PostgresServer;
import io.howdah.embedded.ServerException;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.OwnSessions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A PostgreSQL 18 with one empty database, in which a dump is run to be read. Gone when it is closed. */
final class Scratch implements AutoCloseable {

    /** Nothing on the server is worth keeping; statistics stay as they were restored. */
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "autovacuum", "off",
            "max_locks_per_transaction", "2048");

    /** A database whose locale is not known compares text by rules of language, as most do. */
    private static final String LOCALE =
            " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu LOCALE 'C' ICU_LOCALE 'und'";

    /**
     * Owns what the dump makes, and has no other rights; some of its code is called while it is made. The database is not its own:
     * it could set what the superuser's sessions begin with.
     */
    private static final String OWNER = "dump_owner";

    private final PostgresServer server;
    private final String database;
    private final String ownersPassword;

    private Scratch(PostgresServer server, String database, String ownersPassword) {
        this.server = server;
        this.database = database;
        this.ownersPassword = ownersPassword;
    }

    static Scratch start(String database) {
        PostgresServer server;
        try {
            server = PostgresServer.builder().temporary().settings(SETTINGS).start();
        } catch (ServerException e) {
            throw Problem.internal("the PostgreSQL that reads the dump did not start: " + e.getMessage(), e);
        }
        try {
            var ownersPassword = UUID.randomUUID().toString();
            createDatabase(server, database, ownersPassword);
            return new Scratch(server, database, ownersPassword);
        } catch (SQLException e) {
            server.close();
            throw Problem.internal("the database for the dump was not created: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void createDatabase(PostgresServer server, String database, String ownersPassword)
            throws SQLException {
        try (var connection = sessions(server, "postgres").writing();
                var statement = connection.createStatement()) {
            statement.execute("/* howdah */ CREATE ROLE " + OWNER + " LOGIN PASSWORD " + Name.literal(ownersPassword));
            statement.execute("/* howdah */ CREATE DATABASE " + Name.quoted(database) + LOCALE);
            statement.execute("/* howdah */ GRANT CREATE ON DATABASE " + Name.quoted(database) + " TO " + OWNER);
        }
        try (var connection = sessions(server, database).writing();
                var statement = connection.createStatement()) {
            statement.execute("/* howdah */ GRANT ALL ON SCHEMA public TO " + OWNER);
        }
    }

    private static OwnSessions sessions(PostgresServer server, String database) {
        return sessions(server, database, server.user(), server.password());
    }

    private static OwnSessions sessions(PostgresServer server, String database, String user, String password) {
        return new OwnSessions(
                new ConnectionSettings(server.host(), server.port(), database, user, password, Map.of()));
    }

    /** Sessions of the superuser. */
    OwnSessions sessions() {
        return sessions(server, database);
    }

    /** Sessions of the database's owner. */
    OwnSessions ofOwner() {
        return sessions(server, database, OWNER, ownersPassword);
    }

    /** Settings of the scratch server's own are taken back to PostgreSQL's defaults, which it otherwise has. */
    static List<Setting> asByDefault(List<Setting> settings) {
        return settings.stream().map(Scratch::asByDefault).toList();
    }

    private static Setting asByDefault(Setting setting) {
        var boot = setting.bootValue();
        return boot == null || !SETTINGS.containsKey(setting.name())
                ? setting
                : new Setting(
                        setting.name(),
                        boot,
                        setting.unit(),
                        "default",
                        setting.context(),
                        boot,
                        setting.pendingRestart());
    }

    @Override
    public void close() {
        server.close();
    }
}
