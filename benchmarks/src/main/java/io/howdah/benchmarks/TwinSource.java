package io.howdah.benchmarks;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A real database of many tables, for as long as its catalog is read.
 *
 * <p>Each table has ten columns, a primary key, two further indexes (one of two columns, one partial) and a foreign key.
 */
final class TwinSource {

    /** Tables made in one transaction: each takes some locks until its end. */
    private static final int BATCH = 250;

    private static final int SESSIONS = 2;

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "autovacuum", "off",
            "shared_buffers", "1GB",
            "max_wal_size", "8GB");

    /** The columns: key, parent, unique, unique, 100 values, 50, 20, 9, 7, 300, one. */
    private static final String TABLES = """
            DO $$ BEGIN
              FOR n IN {from} .. {to} LOOP
                EXECUTE format('CREATE TABLE t%1$s (id int PRIMARY KEY, parent int, c1 int, c2 int, c3 int, c4 int, c5 text,
                  c6 int, c7 text, c8 timestamptz)', n);
                EXECUTE format('INSERT INTO t%1$s SELECT i, i, i, i %% 100, i %% 50, i %% 20, ''x'' || i %% 9, i %% 7,
                  ''y'' || i %% 300, now() FROM generate_series(1, {rows}) i', n);
                EXECUTE format('CREATE INDEX t%1$s_c4 ON t%1$s (c4, c5)', n);
                EXECUTE format('CREATE INDEX t%1$s_c3 ON t%1$s (c3) WHERE c6 = 3', n);
                EXECUTE format('ALTER TABLE t%1$s ADD FOREIGN KEY (parent) REFERENCES t%2$s', n, greatest(n - 1, {from}));
              END LOOP;
            END $$""";

    private static final String ANALYZE = """
            DO $$ BEGIN
              FOR n IN {from} .. {to} LOOP
                EXECUTE format('ANALYZE t%s', n);
              END LOOP;
            END $$""";

    private final PostgresServer server;
    private final int tables;
    private final int rows;

    private TwinSource(PostgresServer server, int tables, int rows) {
        this.server = server;
        this.tables = tables;
        this.rows = rows;
    }

    /** Makes it, reads it, removes it. */
    static Catalog catalog(int tables, int rows) throws SQLException {
        try (var server =
                PostgresServer.builder().temporary().settings(SETTINGS).start()) {
            var source = new TwinSource(server, tables, rows);
            var watch = Stopwatch.of(server.dataDirectory());
            source.fill();
            watch.report("source made");
            watch = Stopwatch.of(server.dataDirectory());
            var catalog = CatalogReader.read(new ServerSessions(source.settings()));
            watch.report("catalog read");
            return catalog;
        }
    }

    private void fill() throws SQLException {
        var lists = new ArrayList<List<Integer>>();
        for (int session = 0; session < SESSIONS; session++) {
            lists.add(new ArrayList<>());
        }
        for (int from = 0; from < tables; from += BATCH) {
            lists.get(from / BATCH % SESSIONS).add(from);
        }
        var running = lists.stream()
                .map(list -> CompletableFuture.runAsync(() -> fill(list)))
                .toList();
        running.forEach(CompletableFuture::join);
    }

    private void fill(List<Integer> batches) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (int from : batches) {
                statement.execute(batch(TABLES, from));
                statement.execute(batch(ANALYZE, from));
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private String batch(String text, int from) {
        return text.replace("{from}", String.valueOf(from))
                .replace("{to}", String.valueOf(Math.min(from + BATCH, tables) - 1))
                .replace("{rows}", String.valueOf(rows));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private ConnectionSettings settings() {
        return new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
    }
}
