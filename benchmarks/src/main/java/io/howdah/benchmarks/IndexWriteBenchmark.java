package io.howdah.benchmarks;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures what keeping an index costs, for each kind of index: WAL bytes, pages touched and time of one inserted row and of
 * one update that is not HOT, beyond what the same costs on the same table without the index.
 *
 * <p>A table of {@link #ROWS} rows is loaded, indexed, vacuumed and checkpointed; then {@link #WRITES} rows are inserted, and as
 * many updated by setting the indexed column, each in one statement under EXPLAIN (ANALYZE, WAL, BUFFERS). WAL is counted by
 * {@code pg_current_wal_insert_lsn}, so that what a GIN index's pending list costs when it is emptied is in it. Once with
 * {@code full_page_writes} off, which gives the bytes of the records themselves, and once with it on just after a checkpoint,
 * the most that it can be. The constants of {@code IndexWriteCost} in the engine are from here.
 */
public final class IndexWriteBenchmark {

    private static final int ROWS = 200_000;
    private static final int WRITES = 20_000;
    private static final int ROUNDS = 3;

    private final Connection connection;

    private IndexWriteBenchmark(Connection connection) {
        this.connection = connection;
    }

    /** An index to be measured; the column k has this type, and its values are made of n, the row's number. */
    private record Kind(String name, String type, String value, String index) {}

    /** What one write costs. */
    private record Cost(double micros, double walBytes, double buffers) {

        Cost minus(Cost other) {
            return new Cost(micros - other.micros, walBytes - other.walBytes, buffers - other.buffers);
        }

        /** The least of each: what is more in one round than in another is the machine's doing. */
        Cost least(@Nullable Cost other) {
            return other == null
                    ? this
                    : new Cost(
                            Math.min(micros, other.micros),
                            Math.min(walBytes, other.walBytes),
                            Math.min(buffers, other.buffers));
        }
    }

    private static final String INT = "(n::bigint * 7919) % 1000003";
    private static final String TEXT = "md5(n::text) || substr(md5((n * 7)::text), 1, 8)";
    private static final String UUID = "md5(n::text)::uuid";
    private static final String TIME = "timestamptz '2026-01-01Z' + n * interval '1 second'";
    private static final String JSON =
            "jsonb_build_object('user', n % 5000, 'kind', 'k' || n % 20, 'tags', jsonb_build_array('t' || n % 100, 'u' || n % 37))";
    private static final String POINT =
            "point((n::bigint * 7919) % 100003 / 1000.0, (n::bigint * 104729) % 100003 / 1000.0)";
    private static final String ARRAY = "array[n % 1000, n % 997, n % 91, (n::bigint * 7919) % 100003]";
    private static final String WORDS =
            "to_tsvector('simple', 'w' || n % 1000 || ' w' || n % 997 || ' w' || n % 91 || ' w' || (n::bigint * 7919) % 100003 || ' w' || n % 53)";
    private static final String RANGE = "int8range((n::bigint * 7919) % 1000003, (n::bigint * 7919) % 1000003 + 100)";

    private static List<Kind> kinds() {
        return List.of(
                new Kind("btree int, random", "bigint", INT, "btree (k)"),
                new Kind("btree int, ascending", "bigint", "n::bigint", "btree (k)"),
                new Kind("btree int, 20 values", "bigint", "n % 20", "btree (k)"),
                new Kind("btree text", "text", TEXT, "btree (k)"),
                new Kind("btree uuid", "uuid", UUID, "btree (k)"),
                new Kind("btree timestamp", "timestamptz", TIME, "btree (k)"),
                new Kind("hash int", "bigint", INT, "hash (k)"),
                new Kind("hash text", "text", TEXT, "hash (k)"),
                new Kind("hash uuid", "uuid", UUID, "hash (k)"),
                new Kind("gin jsonb_ops", "jsonb", JSON, "gin (k)"),
                new Kind("gin jsonb_ops, fastupdate off", "jsonb", JSON, "gin (k) with (fastupdate = off)"),
                new Kind("gin jsonb_path_ops", "jsonb", JSON, "gin (k jsonb_path_ops)"),
                new Kind("gin array", "bigint[]", ARRAY, "gin (k)"),
                new Kind("gin array, fastupdate off", "bigint[]", ARRAY, "gin (k) with (fastupdate = off)"),
                new Kind("gin tsvector", "tsvector", WORDS, "gin (k)"),
                new Kind("gin tsvector, fastupdate off", "tsvector", WORDS, "gin (k) with (fastupdate = off)"),
                new Kind("gin trigram", "text", TEXT, "gin (k gin_trgm_ops)"),
                new Kind("gist point", "point", POINT, "gist (k)"),
                new Kind("gist range", "int8range", RANGE, "gist (k)"),
                new Kind("gist trigram", "text", TEXT, "gist (k gist_trgm_ops)"),
                new Kind("spgist point", "point", POINT, "spgist (k)"),
                new Kind("spgist text", "text", TEXT, "spgist (k)"),
                new Kind("brin timestamp", "timestamptz", TIME, "brin (k)"),
                new Kind("brin int, random", "bigint", INT, "brin (k)"));
    }

    /** The arguments are words of the kinds to be measured; all are without. */
    public static void main(String[] arguments) throws SQLException {
        var settings = Map.of(
                "autovacuum", "off",
                "fsync", "off",
                "shared_buffers", "512MB",
                "max_wal_size", "8GB",
                "checkpoint_timeout", "1h",
                "jit", "off");
        try (var server =
                        PostgresServer.builder().temporary().settings(settings).start();
                var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            new IndexWriteBenchmark(connection).run(List.of(arguments));
        }
    }

    private void run(List<String> wanted) throws SQLException {
        execute("CREATE EXTENSION pg_trgm");
        System.out.printf(
                "PostgreSQL %s; %,d rows, %,d writes; of one row, beyond the same without the index%n",
                text("SHOW server_version"), ROWS, WRITES);
        System.out.printf(
                "%-32s %9s %9s %9s %9s | %9s %9s %9s %9s%n",
                "index", "ins µs", "ins WAL", "with FPI", "buffers", "upd µs", "upd WAL", "with FPI", "buffers");
        for (var kind : kinds()) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(kind.name()::contains)) {
                measure(kind);
            }
        }
    }

    private void measure(Kind kind) throws SQLException {
        var figures = new ArrayList<Cost>();
        for (var write : List.of(insert(kind), update(kind))) {
            for (boolean fullPages : List.of(false, true)) {
                var without = best(kind, null, write, fullPages);
                figures.add(best(kind, kind.index(), write, fullPages).minus(without));
            }
        }
        System.out.printf(
                "%-32s %9.2f %9.0f %9.0f %9.2f | %9.2f %9.0f %9.0f %9.2f%n",
                kind.name(),
                figures.get(0).micros(),
                figures.get(0).walBytes(),
                figures.get(1).walBytes(),
                figures.get(0).buffers(),
                figures.get(2).micros(),
                figures.get(2).walBytes(),
                figures.get(3).walBytes(),
                figures.get(2).buffers());
    }

    private static String insert(Kind kind) {
        return "INSERT INTO t SELECT n, 0, %s, repeat('x', 60) FROM generate_series(%d, %d) n"
                .formatted(kind.value(), ROWS + 1, ROWS + WRITES);
    }

    /** Rows spread over the whole table get a value of their own that was not there. */
    private static String update(Kind kind) {
        var value = kind.value().replaceAll("\\bn\\b", "(n + " + (ROWS + 1) + ")");
        return "UPDATE t SET k = %s, hits = hits + 1 WHERE n %% %d = 0".formatted(value, ROWS / WRITES);
    }

    private Cost best(Kind kind, @Nullable String index, String write, boolean fullPages) throws SQLException {
        Cost best = null;
        for (int round = 0; round < (fullPages ? 1 : ROUNDS); round++) {
            prepare(kind, index, fullPages);
            best = write(index, write).least(best);
        }
        return best == null ? new Cost(0, 0, 0) : best;
    }

    private void prepare(Kind kind, @Nullable String index, boolean fullPages) throws SQLException {
        execute("DROP TABLE IF EXISTS t");
        execute("CREATE TABLE t (n bigint, hits int, k " + kind.type() + ", filler text) WITH (fillfactor = 80)");
        execute("INSERT INTO t SELECT n, 0, %s, repeat('x', 60) FROM generate_series(1, %d) n"
                .formatted(kind.value(), ROWS));
        if (index != null) {
            execute("CREATE INDEX i ON t USING " + index);
        }
        execute("VACUUM ANALYZE t");
        execute("ALTER SYSTEM SET full_page_writes = " + (fullPages ? "on" : "off"));
        execute("SELECT pg_reload_conf(), pg_sleep(0.3)");
        execute("CHECKPOINT");
    }

    private Cost write(@Nullable String index, String sql) throws SQLException {
        var before = text("SELECT pg_current_wal_insert_lsn()");
        long start = Time.SYSTEM.nanos();
        var plan = text("EXPLAIN (ANALYZE, WAL, BUFFERS, TIMING OFF, FORMAT JSON) " + sql);
        if (index != null && index.startsWith("gin")) {
            execute("SELECT gin_clean_pending_list('i')");
        }
        double micros = (Time.SYSTEM.nanos() - start) / 1000.0;
        double wal = Double.parseDouble(
                text("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + before + "'::pg_lsn)"));
        return new Cost(micros / WRITES, wal / WRITES, buffers(plan) / WRITES);
    }

    /** Pages hit or read by the whole statement: the first such figures of the plan. */
    private static double buffers(String plan) {
        return number(plan, "\"Shared Hit Blocks\": ") + number(plan, "\"Shared Read Blocks\": ");
    }

    private static double number(String plan, String label) {
        int at = plan.indexOf(label) + label.length();
        return at < label.length() ? 0 : Double.parseDouble(plan.substring(at).replaceFirst("(?s)[^0-9].*", ""));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
