package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.advise.index.IndexAdviser;
import io.howdah.engine.advise.index.IndexOptions;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.DistinctReader;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Index advice on TPC-H, against sets of indexes that other methods chose.
 *
 * <p>The 19 statements that need no index to end (without 2, 17 and 20), each once, on tables without any key. Every index is
 * built for real; the figures are the server's own sizes, and its planner's cost of all statements relative to none.
 *
 * <p>Options: {@code --scale N} (default 1), {@code --budgets MB,MB} (default 100,250,500,1000). Runs on the bundled server, and
 * on PostgreSQL 15 where Debian's is installed.
 */
public final class TpchBenchmark {

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    private final double scale;
    private final List<Integer> budgets;

    private TpchBenchmark(double scale, List<Integer> budgets) {
        this.scale = scale;
        this.budgets = budgets;
    }

    public static void main(String[] arguments) throws SQLException {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        var budgets = List.of(
                        options.getOrDefault("--budgets", "100,250,500,1000").split(",", -1))
                .stream()
                .map(Integer::valueOf)
                .toList();
        new TpchBenchmark(Double.parseDouble(options.getOrDefault("--scale", "1")), budgets).run();
    }

    private void run() throws SQLException {
        run("bundled", Binaries.bundled());
        if (Files.isDirectory(DEBIAN_15)) {
            run("Debian's 15", Binaries.installed(DEBIAN_15));
        }
    }

    private void run(String name, Binaries binaries) throws SQLException {
        var settings = Map.of(
                "fsync", "off",
                "full_page_writes", "off",
                "autovacuum", "off",
                "maintenance_work_mem", "512MB",
                "max_wal_size", "8GB",
                "allow_system_table_mods", "on");
        try (var server = PostgresServer.builder()
                        .temporary()
                        .binaries(binaries)
                        .settings(settings)
                        .start();
                var connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            System.out.printf("%n== %s, PostgreSQL %d, scale %s%n", name, server.major(), scale);
            new TpchData(scale).load(connection);
            var sessions = new ServerSessions(settings(server));
            var catalog = DistinctReader.read(sessions, CatalogReader.read(sessions));
            var sets = new TpchSets(connection);
            print("none", sets.measure(List.of()), sets, "");
            TpchFiles.chosen().forEach((set, indexes) -> print(set, sets.measure(indexes), sets, ""));
            ours(catalog, sets);
        }
    }

    private static ConnectionSettings settings(PostgresServer server) {
        return new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
    }

    private void ours(Catalog catalog, TpchSets sets) {
        for (int budget : budgets) {
            for (boolean partial : List.of(false, true)) {
                ours(catalog, sets, budget, partial);
            }
        }
    }

    private static void ours(Catalog catalog, TpchSets sets, int budget, boolean partial) {
        long start = Time.SYSTEM.nanos();
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            double built = seconds(start);
            var counted = new CountingWhatIf(twin);
            var options = IndexOptions.forDatabase(catalog).withBudget(budget * 1_000_000L);
            var advisory = IndexAdviser.advise(
                    catalog, counted, questions(), List.of(), partial ? options : options.withoutPartial());
            var indexes = new ArrayList<String>();
            advisory.advice().stream()
                    .flatMap(a -> a.changes().stream())
                    .filter(CreateIndex.class::isInstance)
                    .map(CreateIndex.class::cast)
                    .forEach(c -> indexes.add(c.definition().toString()));
            var figures = "expected %.4f, %d what-ifs, %.1f s and %.1f s for the twin"
                    .formatted(
                            advisory.costAfter() / advisory.costBefore(),
                            counted.questions(),
                            seconds(start) - built,
                            built);
            print(
                    "howdah, %d MB%s".formatted(budget, partial ? ", partial too" : ""),
                    sets.measure(indexes),
                    sets,
                    figures);
            indexes.forEach(i -> System.out.println("      " + i));
        }
    }

    private static double seconds(long start) {
        return (Time.SYSTEM.nanos() - start) / 1e9;
    }

    private static List<Question> questions() {
        var questions = new ArrayList<Question>();
        TpchFiles.statements()
                .forEach((name, sql) ->
                        questions.add(new Question(new Statement(name, sql, List.of(), 1, 0, null), sql, 1, false)));
        return questions;
    }

    private static void print(String set, TpchSets.Measured measured, TpchSets sets, String figures) {
        System.out.printf(
                "%-28s cost %.4f, %6.1f MB built, %2d indexes  %s%n",
                set, measured.cost() / sets.base(), measured.bytes() / 1e6, measured.indexes(), figures);
    }
}
