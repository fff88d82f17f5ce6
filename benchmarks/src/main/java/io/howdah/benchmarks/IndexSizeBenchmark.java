package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.samples.Samples;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Hypothetical indexes of all kinds against the same ones built: their sizes, and what a statement costs with each.
 *
 * <p>On TPC-H, on a table of 100,000 rows with columns of every type that has an index of its own kind, and on the sample databases;
 * on the bundled server and on Debian's 15 where it is installed. Option: {@code --scale N} of TPC-H (default 0.1); the samples have a
 * million times as many rows in their largest table.
 */
public final class IndexSizeBenchmark {

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    private final double scale;
    private final PostgresServer server;
    private final List<IndexTrial.Result> results = new ArrayList<>();

    private IndexSizeBenchmark(double scale, PostgresServer server) {
        this.scale = scale;
        this.server = server;
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        double scale = arguments.length > 1 && arguments[0].equals("--scale") ? Double.parseDouble(arguments[1]) : 0.1;
        run(scale, Binaries.bundled());
        if (Files.isDirectory(DEBIAN_15)) {
            run(scale, Binaries.installed(DEBIAN_15));
        }
    }

    private static void run(double scale, Binaries binaries) throws SQLException, IOException, InterruptedException {
        var settings = Map.of(
                "fsync", "off",
                "full_page_writes", "off",
                "autovacuum", "off",
                "max_wal_size", "8GB",
                "allow_system_table_mods", "on");
        try (var server = PostgresServer.builder()
                .temporary()
                .binaries(binaries)
                .settings(settings)
                .start()) {
            System.out.printf("%n== PostgreSQL %d, scale %s%n", server.major(), scale);
            new IndexSizeBenchmark(scale, server).run();
        }
    }

    private void run() throws SQLException, IOException, InterruptedException {
        try (var connection = connect("postgres")) {
            new TpchData(scale).load(connection);
            execute(connection, read("schema.sql"));
            execute(connection, "vacuum analyze goods");
            trial(connection, "postgres", "indexes.txt");
        }
        for (var sample : Samples.names()) {
            if (IndexSizeBenchmark.class.getResource("/kinds/" + sample + ".txt") != null) {
                sample(sample);
            }
        }
        print(results);
    }

    private void sample(String name) throws SQLException, IOException, InterruptedException {
        try (var connection = connect("postgres")) {
            execute(connection, "create database " + name);
        }
        var dataset = new Dataset(Math.round(1_000_000 * scale), 1, Time.SYSTEM.now());
        new SampleLoader(() -> connect(name), 2, (phase, done, total) -> {}).load(Samples.named(name), dataset);
        try (var connection = connect(name)) {
            execute(
                    connection,
                    "create extension if not exists pg_trgm; create extension if not exists btree_gin;"
                            + " create extension if not exists btree_gist");
            trial(connection, name, name + ".txt");
        }
    }

    private void trial(Connection connection, String database, String file) throws SQLException, IOException {
        var settings = new ConnectionSettings(
                server.host(), server.port(), database, server.user(), server.password(), Map.of());
        var cases = read(file).lines().map(IndexTrial.Case::parsed).toList();
        var own = new IndexTrial(connection, new ServerSessions(settings)).run(cases);
        own.forEach(IndexSizeBenchmark::print);
        results.addAll(own);
    }

    static void print(IndexTrial.Result result) {
        System.out.printf(
                "%+7.1f %% size (%6.0f pages, built %6.0f)  %+7.2f %% cost (%.2f, built %.2f; ANALYZE again %+.2f %%)  %s%n",
                100 * result.sizeError(),
                result.estimated() / 8192,
                result.built() / 8192,
                100 * result.costError(),
                result.costThere(),
                result.costHere(),
                100 * result.noise(),
                result.index());
    }

    static void print(List<IndexTrial.Result> results) {
        var methods = new TreeMap<String, List<IndexTrial.Result>>();
        results.forEach(
                r -> methods.computeIfAbsent(r.method(), m -> new ArrayList<>()).add(r));
        methods.put("all", results);
        System.out.printf(
                "%n%-8s %3s  %s%n", "", "n", "size: median, max, within 10 %; cost: median, max, within 2 %, in total");
        methods.forEach(IndexSizeBenchmark::print);
    }

    private static void print(String method, List<IndexTrial.Result> results) {
        var sizes = sorted(results, IndexTrial.Result::sizeError);
        var costs = sorted(results, IndexTrial.Result::costError);
        double there =
                results.stream().mapToDouble(IndexTrial.Result::costThere).sum();
        double here = results.stream().mapToDouble(IndexTrial.Result::costHere).sum();
        double again =
                results.stream().mapToDouble(IndexTrial.Result::costAgain).sum();
        System.out.printf(
                "%-8s %3d  %6.1f %% %6.1f %% %3d;  %6.2f %% %6.2f %% %3d  %+.2f %% (ANALYZE again %+.2f %%)%n",
                method,
                results.size(),
                100 * sizes[sizes.length / 2],
                100 * sizes[sizes.length - 1],
                results.stream().filter(r -> Math.abs(r.sizeError()) <= 0.1).count(),
                100 * costs[costs.length / 2],
                100 * costs[costs.length - 1],
                results.stream().filter(r -> Math.abs(r.costError()) <= 0.02).count(),
                100 * (there / here - 1),
                100 * (again / here - 1));
    }

    private static double[] sorted(List<IndexTrial.Result> results, ToDoubleFunction<IndexTrial.Result> error) {
        return results.stream()
                .mapToDouble(r -> Math.abs(error.applyAsDouble(r)))
                .sorted()
                .toArray();
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String name) throws IOException {
        try (var in = IndexSizeBenchmark.class.getResourceAsStream("/kinds/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource kinds/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
