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

    /** Owns the database and what the dump makes, and has no other rights; some of its code is called while it is made. */
    private static final String OWNER = "dump_owner";

    private final PostgresServer server;
    private final String database;

    private Scratch(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    static Scratch start(String database) {
        PostgresServer server;
        try {
            server = PostgresServer.builder().temporary().settings(SETTINGS).start();
        } catch (ServerException e) {
            throw Problem.internal("the PostgreSQL that reads the dump did not start: " + e.getMessage(), e);
        }
        try {
            createDatabase(server, database);
            return new Scratch(server, database);
        } catch (SQLException e) {
            server.close();
            throw Problem.internal("the database for the dump was not created: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void createDatabase(PostgresServer server, String database) throws SQLException {
        try (var connection = sessions(server, "postgres").writing();
                var statement = connection.createStatement()) {
            statement.execute(
                    "/* howdah */ CREATE ROLE " + OWNER + " LOGIN PASSWORD " + Name.literal(server.password()));
            statement.execute("/* howdah */ CREATE DATABASE " + Name.quoted(database) + " OWNER " + OWNER + LOCALE);
        }
    }

    private static OwnSessions sessions(PostgresServer server, String database) {
        return sessions(server, database, server.user());
    }

    private static OwnSessions sessions(PostgresServer server, String database, String user) {
        return new OwnSessions(
                new ConnectionSettings(server.host(), server.port(), database, user, server.password(), Map.of()));
    }

    /** Sessions of the superuser. */
    OwnSessions sessions() {
        return sessions(server, database);
    }

    /** Sessions of the database's owner. */
    OwnSessions ofOwner() {
        return sessions(server, database, OWNER);
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
