package io.howdah.benchmarks;

import io.howdah.app.cli.CommandLineFace;
import io.howdah.app.cli.Console;
import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether every command gets through schemas that other people wrote.
 *
 * <p>Argument: a folder of SQL files, one schema each, such as {@code foreign-schemas} collects. Each is loaded into the bundled
 * server, and into PostgreSQL 15 where Debian's is installed, gets rows and statements, and is inspected and advised upon; its twin
 * is saved, and a twin's plans are compared with the server's. Exit code 1 where a schema could not be loaded, a command failed, or
 * something was found that nobody has judged yet.
 */
public final class ForeignSchemasBenchmark {

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    private final List<Path> schemas;
    private final JudgedFindings judged;
    private int failures;

    private ForeignSchemasBenchmark(List<Path> schemas, JudgedFindings judged) {
        this.schemas = schemas;
        this.judged = judged;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        try (var files = Files.list(Path.of(arguments[0]))) {
            var schemas =
                    files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
            var benchmark = new ForeignSchemasBenchmark(schemas, JudgedFindings.read());
            benchmark.run("bundled", Binaries.bundled());
            if (Files.isDirectory(DEBIAN_15)) {
                benchmark.run("Debian's 15", Binaries.installed(DEBIAN_15));
            }
            System.out.printf("%n%d schemas, %d failures%n", schemas.size(), benchmark.failures);
            System.exit(benchmark.failures == 0 && !schemas.isEmpty() ? 0 : 1);
        }
    }

    private void run(String name, Binaries binaries) throws SQLException, IOException {
        var settings = Map.of(
                "shared_preload_libraries",
                "pg_stat_statements",
                "fsync",
                "off",
                "full_page_writes",
                "off",
                "max_wal_size",
                "4GB");
        try (var server = PostgresServer.builder()
                .temporary()
                .binaries(binaries)
                .settings(settings)
                .start()) {
            System.out.printf("%n== %s, PostgreSQL %d%n", name, server.major());
            for (Path schema : schemas) {
                schema(server, schema);
            }
        }
    }

    private void schema(PostgresServer server, Path file) throws SQLException, IOException {
        var name = file.getFileName().toString().replace(".sql", "");
        try (var connection = connect(server, "postgres")) {
            execute(connection, "create database " + name);
        }
        try (var connection = connect(server, name)) {
            execute(connection, "create extension pg_stat_statements");
            execute(connection, Files.readString(file));
            execute(connection, "commit; reset all");
            var data = new ForeignData(connection);
            int filled = data.fill();
            int statements = data.play();
            System.out.printf(
                    "%-12s %3d tables, %3d with rows, %3d statements", name, data.tables(), filled, statements);
        } catch (SQLException e) {
            failures++;
            System.out.printf("%-12s cannot be loaded: %s%n", name, e.getMessage());
            return;
        }
        var uri = server.jdbcUrl(name)
                .replaceFirst("^jdbc:postgresql://", "postgresql://" + server.user() + ":" + server.password() + "@");
        commands(name, uri.replaceFirst("\\?.*", ""));
    }

    private void commands(String schema, String uri) throws IOException {
        var unjudged = new ArrayList<String>();
        var said = new ArrayList<String>();
        var twin = Files.createTempFile("howdah-" + schema, ".json.gz");
        try {
            said.add(command(
                    document -> unjudged.addAll(judged.unjudged(schema, document.path("risks"))), "inspect", uri));
            // the constants of the statements played here are all in pg_stat_statements' own text or in the statistics
            said.add(command(document -> {}, "advise", "--sample", "0", uri));
            said.add(command(document -> {}, "twin", "save", "--sample", "0", twin.toString(), uri));
            said.add(command(document -> {}, "twin", "check", uri));
        } finally {
            Files.deleteIfExists(twin);
        }
        System.out.println("; " + String.join("; ", said));
        unjudged.forEach(finding -> System.out.println("  " + finding));
        failures += unjudged.size();
    }

    private String command(Consumer<JsonNode> reader, String... words) {
        var command = String.join(" ", List.of(words).subList(0, words[0].equals("twin") ? 2 : 1));
        var arguments =
                Stream.concat(Stream.of(words), Stream.of("--format", "json")).toArray(String[]::new);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        long start = Time.SYSTEM.nanos();
        int code = CommandLineFace.run(console(out, err), arguments);
        double seconds = (Time.SYSTEM.nanos() - start) / 1e9;
        if (code != 0) {
            failures++;
            return command + " failed with " + code + ": " + err.toString(StandardCharsets.UTF_8);
        }
        var document =
                out.size() == 0 ? new JsonMapper().createObjectNode() : new JsonMapper().readTree(out.toByteArray());
        reader.accept(document);
        return String.format(Locale.ROOT, "%s %.1f s%s", command, seconds, figures(command, document));
    }

    private static String figures(String command, JsonNode document) {
        return switch (command) {
            case "advise" ->
                " (%d pieces, %d statements not advised%s)"
                        .formatted(
                                document.path("advice").size(),
                                document.path("not_advised").size(),
                                reasons(document.path("not_advised")));
            case "twin check" ->
                " (%d of %d plans the same)"
                        .formatted(
                                document.path("same").asInt(),
                                document.path("compared").asInt());
            default -> "";
        };
    }

    private static String reasons(JsonNode notAdvised) {
        var reasons = new TreeMap<String, Integer>();
        notAdvised.forEach(n -> reasons.merge(n.path("reason").asString(), 1, Integer::sum));
        return reasons.isEmpty() ? "" : ": " + reasons;
    }

    private static Console console(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                false,
                false,
                false,
                Console.USUAL_WIDTH,
                Map.of("HOME", "/nonexistent"),
                Path.of("").toAbsolutePath());
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        var url = server.jdbcUrl(database);
        return DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple", server.user(), server.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
