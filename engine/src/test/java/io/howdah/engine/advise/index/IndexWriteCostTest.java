package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.read.CatalogReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Against WAL that a server really writes and pages that it touches, so that the constants stay true. */
class IndexWriteCostTest {

    private static final int ROWS = 4000;

    /** The first two are of the whole plan. */
    private static final Pattern BLOCKS = Pattern.compile("\"Shared (?:Hit|Read) Blocks\": (\\d+)");

    private static final List<String> INDEXES = List.of(
            "btree (id)",
            "btree (code)",
            "btree (name)",
            "hash (code)",
            "gin (tags)",
            "gin (tags) with (fastupdate = off)",
            "gist (place)",
            "spgist (place)",
            "brin (id) with (pages_per_range = 1)");

    @Test
    void is_near_what_the_server_writes() throws SQLException {
        var settings = Map.of("full_page_writes", "off", "autovacuum", "off", "fsync", "off");
        try (var server =
                        PostgresServer.builder().temporary().settings(settings).start();
                var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            execute(connection, "create table things (id bigint, code bigint, name text, tags int[], place point)");
            execute(connection, "insert into things " + rows(1, 40_000));
            execute(connection, "analyze things");
            double pagesWithout = pages(connection);
            double without = wal(connection, false);
            for (var index : INDEXES) {
                execute(connection, "create index i on things using " + index);
                double measured = (wal(connection, index.startsWith("gin")) - without) / ROWS;
                assertThat(reckoned(server)).as(index).isBetween(measured / 2.5, Math.max(4, 2.5 * measured));
                double pages = (pages(connection) - pagesWithout) / ROWS;
                assertThat(pages(server)).as(index + ": pages").isBetween(pages / 2 - 0.05, 2 * pages + 0.05);
                execute(connection, "drop index i");
            }
        }
    }

    private static double pages(PostgresServer server) {
        var table = things(server);
        var index = table.indexes().getFirst();
        double order = IndexWriteCost.order(table, index.definition());
        return IndexWriteCost.pages(table, index.definition(), (double) index.sizeBytes(), order);
    }

    private static double reckoned(PostgresServer server) {
        var table = things(server);
        var index = table.indexes().getFirst().definition();
        return IndexWriteCost.of(table, index, IndexWriteCost.order(table, index))
                .walBytes();
    }

    private static Relation things(PostgresServer server) {
        var url = "postgresql://%s:%s@%s:%d/postgres"
                .formatted(server.user(), server.password(), server.host(), server.port());
        return CatalogReader.read(Servers.sessions(url)).relations().getFirst();
    }

    private static String rows(int from, int to) {
        return "select n, n * 7919::bigint % 1000003, md5(n::text),"
                + " array[n % 1000, n % 997, n % 91, n * 7919::bigint % 10003]::int[],"
                + " point(n * 7919::bigint % 10007, n * 104729::bigint % 10009) from generate_series(" + from + ", "
                + to + ") n";
    }

    /** Pages hit or read by so many rows inserted. */
    private static double pages(Connection connection) throws SQLException {
        var plan = text(
                connection,
                "explain (analyze, buffers, format json) insert into things " + rows(100_001, 100_000 + ROWS));
        execute(connection, "delete from things where id > 100000");
        execute(connection, "vacuum things");
        return BLOCKS.matcher(plan)
                .results()
                .limit(2)
                .mapToDouble(m -> Double.parseDouble(m.group(1)))
                .sum();
    }

    /** WAL bytes of so many rows inserted, what a pending list costs when it is emptied included. */
    private static double wal(Connection connection, boolean flush) throws SQLException {
        var before = text(connection, "select pg_current_wal_insert_lsn()");
        execute(connection, "insert into things " + rows(100_001, 100_000 + ROWS));
        if (flush) {
            execute(connection, "select gin_clean_pending_list('i')");
        }
        double bytes = Double.parseDouble(
                text(connection, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + before + "'::pg_lsn)"));
        execute(connection, "delete from things where id > 100000");
        execute(connection, "vacuum things");
        return bytes;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
