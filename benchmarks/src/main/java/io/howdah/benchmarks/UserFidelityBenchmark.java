package io.howdah.benchmarks;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.advise.index.IndexAdviser;
import io.howdah.engine.advise.index.IndexOptions;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.Grants;
import io.howdah.engine.read.WorkloadReader;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.samples.Samples;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether the twin foretells the plans of calls that really ran, as a user meets it: texts as pg_stat_statements stores them,
 * read by each of the roles that {@code howdah grant} makes, against the plans that auto_explain logged. Once on each sample as
 * found, and once after the advice was followed; on the bundled server, and on PostgreSQL 15 where Debian's is installed.
 *
 * <p>Arguments: rows of the samples' largest tables (default 200000), then the names of samples (default all).
 */
public final class UserFidelityBenchmark {

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    private static final String PASSWORD = "benchmark";

    private final PostgresServer server;
    private final Sample sample;
    private final Dataset dataset;

    private UserFidelityBenchmark(PostgresServer server, Sample sample, Dataset dataset) {
        this.server = server;
        this.sample = sample;
        this.dataset = dataset;
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 200_000;
        var names = arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : Samples.names();
        for (String name : names) {
            run(Samples.named(name), rows, Binaries.bundled());
            if (Files.isDirectory(DEBIAN_15)) {
                run(Samples.named(name), rows, Binaries.installed(DEBIAN_15));
            }
        }
    }

    private static void run(Sample sample, long rows, Binaries binaries)
            throws SQLException, IOException, InterruptedException {
        var settings = Map.of(
                "shared_preload_libraries", "pg_stat_statements,auto_explain",
                "compute_query_id", "on",
                "logging_collector", "on",
                "log_destination", "jsonlog",
                "log_directory", "plans",
                "auto_explain.log_format", "json",
                "auto_explain.log_verbose", "on");
        try (var server = PostgresServer.builder()
                .temporary()
                .binaries(binaries)
                .settings(settings)
                .start()) {
            System.out.printf("%n== %s, %,d rows, PostgreSQL %d%n", sample.name(), rows, server.major());
            new UserFidelityBenchmark(server, sample, new Dataset(rows, 1, Time.SYSTEM.now())).run();
        }
    }

    private void run() throws SQLException, IOException, InterruptedException {
        new SampleLoader(this::connect, 2, (phase, done, total) -> {}).load(sample, dataset);
        execute("create extension pg_stat_statements");
        roles();
        for (boolean advised : List.of(false, true)) {
            if (advised) {
                follow();
            }
            var workload = sample.workload(dataset);
            execute("select pg_stat_statements_reset()");
            execute("alter database postgres set auto_explain.log_min_duration = 0");
            new WorkloadDriver(this::connect, workload, 2, 1)
                    .run(RunLength.calls(workload.usualCalls()), RunListener.none());
            execute("alter database postgres reset auto_explain.log_min_duration");
            var logged = LoggedPlans.read(server.dataDirectory().resolve("plans"));
            System.out.println(advised ? "after the advice was followed" : "as found");
            compare("pg_read_all_data", sessions("reader"), logged);
            compare("functions of howdah grant", sessions("caller"), logged);
            throughFile(logged);
            execute("select pg_rotate_logfile()");
            forget();
        }
    }

    private void roles() throws SQLException {
        execute("create role reader login password '" + PASSWORD + "'");
        execute("grant pg_monitor, pg_read_all_data to reader");
        execute("create role caller login password '" + PASSWORD + "'");
        execute(Grants.functionsSql("caller"));
    }

    /** Makes what the advice proposes, on the idle server. */
    private void follow() throws SQLException {
        var sessions = sessions(server.user());
        var catalog = CatalogReader.read(sessions);
        var workload = new WorkloadReader(sessions, Time.SYSTEM).read(Duration.ZERO);
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            var questions = new Binder(twin).bind(workload).questions();
            var counted = new CountingWhatIf(twin);
            var advisory = IndexAdviser.advise(
                    catalog,
                    counted,
                    questions,
                    List.of(),
                    IndexOptions.forDatabase(catalog).withWholeWorkload(true));
            System.out.printf(
                    "%d statements are %d questions; their advice took %d what-if calls%n",
                    workload.statements().size(), questions.size(), counted.questions());
            for (var advice : advisory.advice()) {
                for (var change : advice.changes()) {
                    for (var step : change.steps()) {
                        execute(step.sql());
                    }
                }
            }
        }
        execute("vacuum analyze");
    }

    private void throughFile(LoggedPlans logged) throws IOException {
        var sessions = sessions(server.user());
        var file = Files.createTempFile("howdah", ".json");
        CatalogJson.write(CatalogReader.read(sessions), file);
        var catalog = CatalogJson.readCatalog(file);
        Files.delete(file);
        compare("a file saved by the owner", catalog, texts(sessions("reader")), logged);
    }

    private void compare(String role, ServerSessions sessions, LoggedPlans logged) {
        compare(role, CatalogReader.read(sessions), texts(sessions), logged);
    }

    /** One look at the sessions, of which none is left: the texts are those of pg_stat_statements. */
    private static Workload texts(ServerSessions sessions) {
        return new WorkloadReader(sessions, Time.SYSTEM).read(Duration.ZERO);
    }

    private static void compare(String role, Catalog catalog, Workload workload, LoggedPlans logged) {
        var shapes = new LinkedHashMap<String, Set<String>>();
        var texts = new HashMap<String, String>();
        workload.statements().forEach(s -> texts.put(s.id(), s.text()));
        var reasons = new HashMap<String, String>();
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            var bound = new Binder(twin).bind(workload);
            bound.unplannable().forEach(u -> reasons.put(u.statement().id(), u.reason()));
            for (Answer answer : twin.ask(Configuration.AS_IS, bound.questions())) {
                if (answer instanceof Answer.Planned planned) {
                    reasons.merge(answer.question().statement().id(), asked(planned), (a, b) -> a + "\n      " + b);
                    shapes.computeIfAbsent(answer.question().statement().id(), id -> new HashSet<>())
                            .add(planned.plan().shape());
                }
            }
        }
        print(role, shapes, texts, reasons, logged);
    }

    private static String asked(Answer.Planned planned) {
        return String.format(
                Locale.ROOT,
                "asked with share %.2f, cost %.2f: %s",
                planned.question().share(),
                planned.plan().cost(),
                planned.question().sql().replaceAll("\\s+", " "));
    }

    private static void print(
            String role,
            Map<String, Set<String>> shapes,
            Map<String, String> texts,
            Map<String, String> reasons,
            LoggedPlans logged) {
        int calls = 0;
        int foretold = 0;
        int statements = 0;
        int right = 0;
        var misses = new StringBuilder();
        for (var entry : logged.callsByShape().entrySet()) {
            var known = shapes.getOrDefault(entry.getKey(), Set.of());
            int all = entry.getValue().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            int met = entry.getValue().entrySet().stream()
                    .filter(s -> known.contains(s.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            calls += all;
            foretold += met;
            statements++;
            right += 2 * met > all ? 1 : 0;
            if (met < all) {
                misses.append(miss(entry.getKey(), entry.getValue(), known, all - met, texts, reasons));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  %-28s %5d of %5d calls (%.1f %%) had a plan of the shape foretold; %d of %d statements mostly%n%s",
                role,
                foretold,
                calls,
                100.0 * foretold / Math.max(1, calls),
                right,
                statements,
                misses);
    }

    private static String miss(
            String id,
            Map<String, Integer> real,
            Set<String> known,
            int missed,
            Map<String, String> texts,
            Map<String, String> reasons) {
        var text = texts.getOrDefault(id, "query id " + id).replaceAll("\\s+", " ");
        var most = real.entrySet().stream()
                .filter(s -> !known.contains(s.getKey()))
                .max(Comparator.comparing(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
        return "    %d calls of %s%n      %s%n      really: %s%n      twin:   %s%n"
                .formatted(
                        missed,
                        text.substring(0, Math.min(110, text.length())),
                        reasons.getOrDefault(id, texts.containsKey(id) ? "" : "not in pg_stat_statements"),
                        oneLine(most),
                        known.stream().map(UserFidelityBenchmark::oneLine).toList());
    }

    private static String oneLine(String shape) {
        return shape.strip().replaceAll("\\s*\\n\\s*", " / ");
    }

    private ServerSessions sessions(String role) {
        var password = role.equals(server.user()) ? server.password() : PASSWORD;
        return new ServerSessions(
                new ConnectionSettings(server.host(), server.port(), "postgres", role, password, Map.of()));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void forget() throws IOException {
        Path folder = server.dataDirectory().resolve("plans");
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                Files.writeString(file, "");
            }
        }
    }
}
