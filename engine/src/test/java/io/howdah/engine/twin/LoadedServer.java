package io.howdah.engine.twin;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.OwnSessions;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL 18 of a test's own, with data in it. */
final class LoadedServer implements AutoCloseable {

    private final PostgresServer server;

    private LoadedServer(PostgresServer server) {
        this.server = server;
    }

    /** Loaded from a script beside the test. */
    static LoadedServer with(String script) {
        return of(text(script));
    }

    static LoadedServer of(String sql) {
        var loaded = new LoadedServer(PostgresServer.builder()
                .temporary()
                .setting("fsync", "off")
                .setting("autovacuum", "off")
                .start());
        loaded.execute(sql);
        loaded.execute("VACUUM ANALYZE");
        return loaded;
    }

    private static String text(String script) {
        try (var in = LoadedServer.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("no " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConnectionSettings settings() {
        return new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
    }

    Catalog catalog() {
        return CatalogReader.read(new ServerSessions(settings()));
    }

    Plan plan(String sql) {
        try (var connection = new OwnSessions(settings()).writing();
                var session = connection.createStatement();
                var rows = session.executeQuery("EXPLAIN (FORMAT JSON, VERBOSE) " + sql)) {
            rows.next();
            return PlanJson.read(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    void execute(String sql) {
        try (var connection = new OwnSessions(settings()).writing();
                var session = connection.createStatement()) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
