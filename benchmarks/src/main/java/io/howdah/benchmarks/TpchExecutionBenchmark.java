package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.index.IndexAdviser;
import io.howdah.engine.advise.index.IndexOptions;
import io.howdah.engine.advise.index.Lessons;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.prove.IndexTrial;
import io.howdah.engine.prove.ProofOptions;
import io.howdah.engine.prove.TriedAdvice;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * TPC-H's statements run for real: with the sets of indexes that others chose, with ours asked for the size that such a set
 * has once built, also as tried on a copy, and with none. The configurations take turns; each time is the median of its plan's.
 *
 * <p>Options: {@code --scale N} (default 1), {@code --rounds N} (default 3), {@code --sets NAME,NAME}, {@code --servers 18,15}
 * (the bundled one, and Debian's 15 where it is installed), {@code --trial MINUTES} for the trial of a set, spent by all of them
 * together (default 30).
 */
public final class TpchExecutionBenchmark {

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    /** A statement is slower that takes more than this many times as long as without indexes, by another plan. */
    private static final double SLOWER = 1.05;

    private static final String PEERS =
            "dexter_all_p50,index_advisor,extend_w2_b100,extend_w2_b250,extend_w2_b500,extend_w2_b1000";

    private final double scale;
    private final int rounds;
    private final List<String> sets;
    private final Duration trialTime;

    private TpchExecutionBenchmark(double scale, int rounds, List<String> sets, Duration trialTime) {
        this.scale = scale;
        this.rounds = rounds;
        this.sets = sets;
        this.trialTime = trialTime;
    }

    public static void main(String[] arguments) throws SQLException {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        var servers = options.getOrDefault("--servers", "18,15");
        new TpchExecutionBenchmark(
                        Double.parseDouble(options.getOrDefault("--scale", "1")),
                        Integer.parseInt(options.getOrDefault("--rounds", "3")),
                        List.of(options.getOrDefault("--sets", PEERS).split(",")),
                        Duration.ofMinutes(Long.parseLong(options.getOrDefault("--trial", "30"))))
                .run(List.of(servers.split(",")));
    }

    private void run(List<String> servers) throws SQLException {
        if (servers.contains("18")) {
            run("bundled", Binaries.bundled());
        }
        if (servers.contains("15") && Files.isDirectory(DEBIAN_15)) {
            run("Debian's 15", Binaries.installed(DEBIAN_15));
        }
    }

    private void run(String name, Binaries binaries) throws SQLException {
        var settings = Map.of(
                "fsync", "off",
                "full_page_writes", "off",
                "autovacuum", "off",
                "shared_buffers", "4GB",
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
            System.out.printf("%n== %s, PostgreSQL %d, scale %s, %d rounds%n", name, server.major(), scale, rounds);
            new TpchData(scale).load(connection);
            try (var statement = connection.createStatement()) {
                statement.execute("create extension pg_trgm");
            }
            var sessions = new ServerSessions(new ConnectionSettings(
                    server.host(), server.port(), "postgres", server.user(), server.password(), Map.of()));
            compare(CatalogReader.read(sessions), sessions, connection);
        }
    }

    private void compare(Catalog catalog, Sessions sessions, Connection connection) throws SQLException {
        var built = new TpchSets(connection);
        var configurations = new LinkedHashMap<String, List<String>>();
        configurations.put(TpchTimes.NONE, List.of());
        var bytes = new LinkedHashMap<String, Double>();
        for (String peer : sets) {
            bytes.put(
                    peer,
                    built.measure(TpchFiles.chosen().getOrDefault(peer, List.of()))
                            .bytes());
        }
        built.hide(true);
        var options = ProofOptions.OF_A_SET.budget(trialTime.multipliedBy(sets.size()));
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT);
                var trial = IndexTrial.on(sessions, "public", options, Time.SYSTEM)) {
            bytes.forEach((peer, size) -> {
                configurations.put(peer, TpchFiles.chosen().getOrDefault(peer, List.of()));
                configurations.put(
                        "howdah at that size (" + peer + ")", definitions(chosen(catalog, twin, size, Lessons.NONE)));
                configurations.put("howdah, tried on a copy (" + peer + ")", tried(catalog, trial, twin, size));
            });
        }
        built.hide(false);
        var times = new TpchTimes(built, configurations);
        for (int round = 1; round <= rounds; round++) {
            times.round(round);
        }
        times.askAgain(SLOWER);
        configurations.forEach((name, indexes) -> {
            print(name, built.measure(indexes), built.base(), times);
            System.out.println("    ms: " + times.each(name));
            indexes.forEach(index -> System.out.println("    " + index));
        });
    }

    private static Advisory chosen(Catalog catalog, Twin twin, double bytes, Lessons lessons) {
        var options =
                IndexOptions.forDatabase(catalog).withBudget(Math.round(bytes)).withLessons(lessons);
        return IndexAdviser.advise(catalog, twin, questions(), List.of(), options);
    }

    /** As {@code howdah advise --copy} chooses them; the server itself is the copy. What ran for one size is not run again for the next. */
    private static List<String> tried(Catalog catalog, IndexTrial trial, Twin twin, double bytes) {
        long start = Time.SYSTEM.nanos();
        var advice = TriedAdvice.of(
                lessons -> chosen(catalog, twin, bytes, lessons), trial, questions(), TpchExecutionBenchmark::tell);
        System.out.printf(
                Locale.ROOT,
                "tried on a copy in %.0f s, %d rounds, %.0f ms to %.0f ms; left out: %s%n",
                (Time.SYSTEM.nanos() - start) / 1e9,
                advice.rounds(),
                advice.tried().withoutMs(),
                advice.tried().withMs(),
                advice.leftOut().keySet());
        if (!advice.tried().inTime()) {
            System.out.println("    the time was over before all were tried: "
                    + advice.tried().notRun().size() + " were not");
        }
        advice.tried()
                .runs()
                .forEach(run -> System.out.printf(
                        Locale.ROOT, "    %s %.0f to %.0f ms%n", run.statement().id(), run.withoutMs(), run.withMs()));
        return definitions(advice.advisory());
    }

    private static void tell(String stage, int done, int total) {
        System.err.printf("%tT %s, %d of %d%n", System.currentTimeMillis(), stage, done, total);
    }

    private static List<String> definitions(Advisory advisory) {
        return advisory.advice().stream()
                .flatMap(a -> a.changes().stream())
                .filter(CreateIndex.class::isInstance)
                .map(CreateIndex.class::cast)
                .map(c -> c.definition().toString())
                .toList();
    }

    private static List<Question> questions() {
        var questions = new ArrayList<Question>();
        TpchFiles.statements()
                .forEach((name, sql) ->
                        questions.add(new Question(new Statement(name, sql, List.of(), 1, 0, null), sql, 1, false)));
        return questions;
    }

    private static void print(String name, TpchSets.Measured measured, double base, TpchTimes times) {
        var slower = times.slower(name, SLOWER);
        System.out.printf(
                Locale.ROOT,
                "%-42s %6.1f MB built, %2d indexes, cost %.4f, %7.0f ms%s%n",
                name,
                measured.bytes() / 1e6,
                measured.indexes(),
                measured.cost() / base,
                times.total(name),
                slower.isEmpty() ? "" : "; slower than without: " + String.join(", ", slower));
    }
}
