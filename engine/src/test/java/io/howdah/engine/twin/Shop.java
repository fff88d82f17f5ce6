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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real database of some 500,000 rows on a PostgreSQL 18, loaded once for all tests that compare a twin with it. */
final class Shop {

    private static @Nullable Shop loaded;

    private final ConnectionSettings settings;
    private @Nullable Catalog catalog;

    private Shop(PostgresServer server) {
        settings = new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
    }

    static synchronized Shop loaded() {
        if (loaded == null) {
            loaded = new Shop(PostgresServer.builder()
                    .temporary()
                    .setting("fsync", "off")
                    .setting("autovacuum", "off")
                    .setting("random_page_cost", "1.5")
                    .setting("work_mem", "2MB")
                    .start());
            loaded.execute(script());
            loaded.execute("VACUUM ANALYZE customers, orders, items, products, events");
        }
        return loaded;
    }

    private static String script() {
        try (var in = Shop.class.getResourceAsStream("shop.sql")) {
            if (in == null) {
                throw new IllegalStateException("no shop.sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized Catalog catalog() {
        if (catalog == null) {
            catalog = CatalogReader.read(new ServerSessions(settings));
        }
        return catalog;
    }

    /** What a transaction is to do that is rolled back. */
    interface Trial<T> {
        T run(Statement session) throws SQLException;
    }

    /**
     * Tries something out in a transaction that is rolled back. CREATE INDEX and ANALYZE write the counts of {@code pg_class} in
     * place, so that those outlive the rollback; they are put back.
     */
    <T> T trial(Trial<T> trial) throws SQLException {
        try (var connection = session();
                var session = connection.createStatement()) {
            session.execute(
                    "CREATE TEMP TABLE counted AS SELECT oid, relpages, reltuples, relallvisible FROM pg_class");
            session.execute("BEGIN");
            try {
                return trial.run(session);
            } finally {
                session.execute("ROLLBACK");
                session.execute("UPDATE pg_class c SET relpages = o.relpages, reltuples = o.reltuples,"
                        + " relallvisible = o.relallvisible FROM counted o WHERE o.oid = c.oid"
                        + " AND (c.relpages, c.reltuples, c.relallvisible)"
                        + " IS DISTINCT FROM (o.relpages, o.reltuples, o.relallvisible)");
            }
        }
    }

    Connection session() {
        return new OwnSessions(settings).writing();
    }

    void execute(String sql) {
        try (var connection = session();
                var session = connection.createStatement()) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    /** The original's own plan. */
    Plan plan(String sql) {
        return plan(sql, false);
    }

    Plan plan(String sql, boolean generic) {
        var options = generic ? "FORMAT JSON, VERBOSE, GENERIC_PLAN" : "FORMAT JSON, VERBOSE";
        return PlanJson.read(value("EXPLAIN (" + options + ") " + sql));
    }

    String value(String sql) {
        try (var connection = session();
                var session = connection.createStatement();
                var rows = session.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }
}
