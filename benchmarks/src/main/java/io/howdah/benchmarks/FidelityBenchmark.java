package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.DistinctReader;
import io.howdah.engine.read.ExtremesReader;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.samples.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the twin plans as the original does: TPC-H, TPC-DS and the samples with secondary indexes built for real, every
 * statement planned on both. Once with the indexes known to the twin as existing, and once with the same indexes only
 * hypothetical there.
 *
 * <p>Options: {@code --scale N} of TPC-H and TPC-DS (default 1; the samples have 100,000 rows in their largest table), {@code
 * --data NAME,NAME} of tpch, tpcds and the samples (default all). Runs on the bundled server, and on PostgreSQL 15 where
 * Debian's is installed. The samples have pageinspect, so that heights of B-trees and counters of GIN indexes are known.
 */
public final class FidelityBenchmark {

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    private static final List<String> TPCH_INDEXES = List.of(
            "lineitem (l_orderkey)",
            "lineitem (l_partkey, l_suppkey)",
            "lineitem (l_shipdate) include (l_discount, l_quantity, l_extendedprice)",
            "lineitem using brin (l_receiptdate)",
            "orders (o_orderkey)",
            "orders (o_custkey, o_orderdate desc)",
            "orders (o_orderdate)",
            "customer (c_custkey)",
            "customer (c_nationkey, c_mktsegment)",
            "customer (substring(c_phone from 1 for 2))",
            "part (p_partkey)",
            "part (p_type text_pattern_ops)",
            "part (p_brand, p_container)",
            "partsupp (ps_partkey)",
            "partsupp (ps_suppkey)",
            "supplier (s_suppkey)",
            "supplier using hash (s_nationkey)",
            "nation (n_nationkey)");

    private static final long SAMPLE_ROWS = 100_000;

    private final double scale;
    private final Set<String> data;

    private FidelityBenchmark(double scale, Set<String> data) {
        this.scale = scale;
        this.data = data;
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        var options = new HashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        var all = "tpch,tpcds," + String.join(",", Samples.names());
        new FidelityBenchmark(
                        Double.parseDouble(options.getOrDefault("--scale", "1")),
                        Set.of(options.getOrDefault("--data", all).split(",")))
                .run();
    }

    private void run() throws SQLException, IOException, InterruptedException {
        run("bundled", Binaries.bundled());
        if (Files.isDirectory(DEBIAN_15)) {
            run("Debian's 15", Binaries.installed(DEBIAN_15));
        }
    }

    private void run(String name, Binaries binaries) throws SQLException, IOException, InterruptedException {
        var settings = Map.of(
                "shared_preload_libraries", "pg_stat_statements",
                "fsync", "off",
                "full_page_writes", "off",
                "autovacuum", "off",
                "maintenance_work_mem", "512MB",
                "max_wal_size", "8GB");
        try (var server = PostgresServer.builder()
                .temporary()
                .binaries(binaries)
                .settings(settings)
                .start()) {
            System.out.printf("%n== %s, PostgreSQL %d, scale %s%n", name, server.major(), scale);
            if (data.contains("tpch")) {
                tpch(server, database(server, "tpch"));
            }
            if (data.contains("tpcds")) {
                tpcds(server, database(server, "tpcds"));
            }
            for (String sample : Samples.names()) {
                if (data.contains(sample)) {
                    sample(server, database(server, sample));
                }
            }
        }
    }

    private void tpch(PostgresServer server, String database) throws SQLException {
        try (var connection = connect(server, database)) {
            new TpchData(scale).load(connection);
            var statements = new LinkedHashMap<>(TpchFiles.statements());
            statements.putAll(TpchFiles.plannedOnly());
            compare("TPC-H", server, database, connection, TPCH_INDEXES, statements);
        }
    }

    private void tpcds(PostgresServer server, String database) throws SQLException {
        try (var connection = connect(server, database)) {
            new TpcdsData(scale).load(connection);
            compare("TPC-DS", server, database, connection, TpcdsFiles.indexes(), TpcdsFiles.statements());
        }
    }

    private static void sample(PostgresServer server, String name)
            throws SQLException, IOException, InterruptedException {
        var played = new PlayedSample(server, name, () -> connect(server, name));
        played.play(SAMPLE_ROWS);
        try (var connection = connect(server, name)) {
            compare(name, server, name, connection, played.indexes(), played.statements());
        }
    }

    private static String database(PostgresServer server, String name) throws SQLException {
        try (var connection = connect(server, "postgres")) {
            execute(connection, "create database " + name);
        }
        return name;
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
    }

    private static void compare(
            String title,
            PostgresServer server,
            String database,
            Connection connection,
            List<String> indexes,
            Map<String, String> statements)
            throws SQLException {
        for (String index : indexes) {
            execute(connection, "create index on " + index);
        }
        execute(connection, "vacuum analyze");
        var plans = new LinkedHashMap<String, Plan>();
        for (var statement : statements.entrySet()) {
            plans.put(statement.getKey(), plan(connection, statement.getValue()));
        }
        var sessions = new ServerSessions(new ConnectionSettings(
                server.host(), server.port(), database, server.user(), server.password(), Map.of()));
        var catalog = catalog(sessions);
        existing(title + ", the indexes known to the twin", catalog, statements, plans);
        // in the order in which they were made, which decides between two that cost the same
        var secondary = catalog.indexes().stream()
                .filter(i -> i.constraint() == null)
                .sorted(Comparator.comparingLong(Index::oid))
                .toList();
        for (Index index : secondary) {
            execute(connection, "drop index " + index.name().quoted());
        }
        hypothetical(title + ", the indexes on the twin only", sessions, secondary, statements, plans);
    }

    /** As the product reads it for advice. */
    private static Catalog catalog(ServerSessions sessions) {
        return DistinctReader.read(sessions, ExtremesReader.read(sessions, CatalogReader.read(sessions)));
    }

    private static void existing(
            String title, Catalog catalog, Map<String, String> statements, Map<String, Plan> plans) {
        long start = Time.SYSTEM.nanos();
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            double seconds = (Time.SYSTEM.nanos() - start) / 1e9;
            twin.notes().forEach(n -> System.out.println("    note: " + n));
            report(
                    "%s (built in %.1f s)".formatted(title, seconds),
                    0.001,
                    twin.ask(Configuration.AS_IS, questions(statements)),
                    plans,
                    Map.of());
        }
    }

    private static void hypothetical(
            String title,
            ServerSessions sessions,
            List<Index> secondary,
            Map<String, String> statements,
            Map<String, Plan> plans) {
        var catalog = catalog(sessions);
        var options = TwinOptions.DEFAULT.samples(new RowSampleReader(sessions, catalog));
        try (var twin = Twin.build(catalog, options)) {
            var candidates = twin.add(secondary.stream().map(Index::definition).toList());
            twin.refused().forEach((definition, why) -> System.out.println("    refused: " + definition + ": " + why));
            var names = names(secondary, candidates);
            report(
                    title,
                    0.02,
                    twin.ask(Configuration.with(Set.copyOf(candidates)), questions(statements)),
                    plans,
                    names);
        }
    }

    /** Of two of one definition the planner takes the one that was made last; they are one candidate. */
    private static Map<String, String> names(List<Index> indexes, List<Candidate> candidates) {
        var names = new HashMap<String, String>();
        for (Candidate candidate : candidates) {
            indexes.stream()
                    .filter(i -> i.definition().equals(candidate.definition()))
                    .reduce((earlier, later) -> later)
                    .ifPresent(i -> names.put(candidate.name(), i.name().name()));
        }
        return names;
    }

    private static List<Question> questions(Map<String, String> statements) {
        var questions = new ArrayList<Question>();
        statements.forEach((name, sql) ->
                questions.add(new Question(new Statement(name, sql, List.of(), 1, 0, null), sql, 1, false)));
        return questions;
    }

    private static void report(
            String title, double tolerance, List<Answer> answers, Map<String, Plan> plans, Map<String, String> names) {
        var faithful = new Faithful();
        var left = new ArrayList<>(plans.entrySet());
        for (int i = 0; i < answers.size(); i++) {
            var entry = left.get(i);
            faithful.add(
                    switch (answers.get(i)) {
                        case Answer.Planned p ->
                            new Faithful.Pair(
                                    entry.getKey(), entry.getValue(), p.plan().renamed(names), "");
                        case Answer.Failed f -> new Faithful.Pair(entry.getKey(), entry.getValue(), null, f.reason());
                    });
        }
        faithful.print(title, tolerance);
    }

    private static Plan plan(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("explain (format json, verbose) " + sql)) {
            rows.next();
            return PlanJson.read(rows.getString(1));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
