package io.howdah.benchmarks;

import io.howdah.app.cli.CommandLineFace;
import io.howdah.app.cli.Console;
import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Advice at sizes that are not there: the sample {@code bots} with the advice for three million messages and for three billion,
 * from the same 300,000 rows, and how long each takes.
 *
 * <p>Arguments: rows that are really there (default 300000), then the sizes (default 3M and 3G).
 */
public final class GrowthBenchmark {

    private GrowthBenchmark() {}

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 300_000;
        var sizes = arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : List.of("3M", "3G");
        try (var server = PostgresServer.builder()
                .temporary()
                .setting("shared_preload_libraries", "pg_stat_statements")
                .start()) {
            try (var connection =
                            DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
                    var statement = connection.createStatement()) {
                statement.execute("create database bots");
            }
            new PlayedSample(
                            server,
                            "bots",
                            () -> DriverManager.getConnection(server.jdbcUrl("bots"), server.user(), server.password()))
                    .play(rows);
            for (String size : sizes) {
                advise(server, "message_history=" + size);
            }
        }
    }

    private static void advise(PostgresServer server, String at) {
        var uri = "postgresql://%s:%s@%s:%d/bots"
                .formatted(server.user(), server.password(), server.host(), server.port());
        System.out.printf("%n===== advise --at %s%n%n", at);
        long start = Time.SYSTEM.nanos();
        int code = CommandLineFace.run(console(), "advise", "-q", "--sample", "0", "--at", at, uri);
        System.out.printf("%n===== exit code %d, %.1f s%n", code, (Time.SYSTEM.nanos() - start) / 1e9);
    }

    private static Console console() {
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                false,
                false,
                false,
                Console.USUAL_WIDTH,
                Map.of("HOME", "/nonexistent"),
                Path.of("").toAbsolutePath());
    }
}
