package io.howdah.benchmarks;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * Times the building of a twin and the answering of what-ifs.
 *
 * <p>The database: tables of ten columns with three indexes and a foreign key each; the arguments are the number of tables and
 * that of the rows in each. The questions: look-ups, ranges and joins of two and three tables, each under a configuration of its
 * own with up to three candidates and one hidden index.
 */
public final class TwinBenchmark {

    private static final int QUESTIONS = 2_000;
    private static final int CANDIDATES = 300;

    private final int tables;
    private final int rows;
    private final SplittableRandom random = new SplittableRandom(18);

    private TwinBenchmark(int tables, int rows) {
        this.tables = tables;
        this.rows = rows;
    }

    public static void main(String[] arguments) throws SQLException {
        int tables = arguments.length < 1 ? 200 : Integer.parseInt(arguments[0]);
        int rows = arguments.length < 2 ? 1000 : Integer.parseInt(arguments[1]);
        new TwinBenchmark(tables, rows).run();
    }

    private void run() throws SQLException {
        var catalog = TwinSource.catalog(tables, rows);
        System.out.printf(
                "%d tables, %d indexes%n",
                catalog.relations().size(), catalog.indexes().size());
        for (int sessions = 1; sessions <= 2; sessions++) {
            var watch = Stopwatch.beforeStart();
            try (var twin = Twin.build(catalog, TwinOptions.DEFAULT.sessions(sessions))) {
                var directory = dataDirectory(twin);
                watch.report("twin built, server started", directory);
                disk(directory);
                measure(twin, sessions);
                disk(directory);
            }
        }
    }

    private void measure(Twin twin, int sessions) {
        var definitions = new ArrayList<IndexDefinition>();
        for (int i = 0; i < CANDIDATES; i++) {
            definitions.add(IndexDefinition.btree(
                    table(i % tables),
                    List.of(IndexKey.on("c" + (3 + (i + i / tables) % 5)), IndexKey.on("c" + (1 + i % 2)))));
        }
        long start = Time.SYSTEM.nanos();
        var candidates = twin.add(definitions);
        report(candidates.size() + " candidates made", start, 1);
        for (int round = 0; round < 2; round++) {
            ask(twin, candidates, sessions, round == 0 ? "warming up" : "what-ifs, a configuration each");
        }
        start = Time.SYSTEM.nanos();
        twin.ask(Configuration.AS_IS, questions());
        report("questions under one configuration, sessions: " + sessions, start, QUESTIONS);
    }

    private void ask(Twin twin, List<Candidate> candidates, int sessions, String what) {
        var questions = questions();
        long start = Time.SYSTEM.nanos();
        try (var threads = Executors.newFixedThreadPool(sessions)) {
            var asked = new ArrayList<CompletableFuture<?>>();
            for (var question : questions) {
                var configuration = configuration(candidates);
                asked.add(CompletableFuture.runAsync(() -> twin.ask(configuration, List.of(question)), threads));
            }
            asked.forEach(CompletableFuture::join);
        }
        report(what + ", sessions: " + sessions, start, QUESTIONS);
    }

    private Configuration configuration(List<Candidate> candidates) {
        var added = Set.of(
                candidates.get(random.nextInt(100)),
                candidates.get(100 + random.nextInt(100)),
                candidates.get(200 + random.nextInt(100)));
        int table = random.nextInt(tables);
        return Configuration.with(added).hiding(Set.of(new QualifiedName("public", "t" + table + "_c4")));
    }

    private List<Question> questions() {
        var questions = new ArrayList<Question>();
        for (int i = 0; i < QUESTIONS; i++) {
            var sql = sql(i, i % tables);
            questions.add(new Question(new Statement("q" + i, sql, List.of(), 1, 0, null), sql, 1, false));
        }
        return questions;
    }

    private String sql(int kind, int table) {
        var t = "t" + table;
        var parent = "t" + Math.max(0, table - 1);
        return switch (kind % 4) {
            case 0 -> "SELECT * FROM " + t + " WHERE c3 = 7 AND c2 > 20 ORDER BY c1 LIMIT 20";
            case 1 -> "SELECT count(*) FROM " + t + " WHERE c4 BETWEEN 5 AND 9 AND c5 = 'x3'";
            case 2 -> "SELECT * FROM " + t + " a JOIN " + parent + " b ON b.id = a.parent WHERE a.c6 = 3 AND b.c3 = 4";
            default ->
                "SELECT a.c7, sum(a.c2) FROM " + t + " a JOIN " + parent
                        + " b ON b.id = a.parent JOIN t0 c ON c.id = b.c1" + " WHERE a.c3 IN (1, 2, 3) GROUP BY a.c7";
        };
    }

    private static QualifiedName table(int number) {
        return new QualifiedName("public", "t" + number);
    }

    private static Path dataDirectory(Twin twin) throws SQLException {
        var uri = URI.create(twin.uri());
        var account = uri.getUserInfo().split(":", 2);
        var url = "jdbc:postgresql://" + uri.getAuthority().replaceFirst(".*@", "") + uri.getPath();
        try (var connection = DriverManager.getConnection(url, account[0], account[1]);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW data_directory")) {
            rows.next();
            return Path.of(rows.getString(1));
        }
    }

    private static void disk(Path dataDirectory) {
        System.out.printf("%-55s %8d MB%n", "disk", allocated(dataDirectory) >> 10);
    }

    /** KiB that the directory's files take; their holes take none. */
    private static long allocated(Path directory) {
        try {
            var process = new ProcessBuilder("du", "-sk", directory.toString()).start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Long.parseLong(answer.split("\\s")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void report(String what, long start, int times) {
        double seconds = (Time.SYSTEM.nanos() - start) / 1e9;
        var rate = times == 1 ? "" : String.format(", %.0f a second", times / seconds);
        System.out.printf("%-55s %8.3f s%s%n", what, seconds, rate);
    }
}
