package io.howdah.benchmarks;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.samples.Samples;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Sample;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Loads samples into an embedded server as the demonstration does: rows, keys, indexes, statistics. Arguments: rows of the largest table
 * (1,000,000), names of samples (all), and prints seconds and how much of them the processors were at work.
 */
public final class LoadBenchmark {

    private static final int LOADERS = 2;

    private final long rows;

    private LoadBenchmark(long rows) {
        this.rows = rows;
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        var benchmark = new LoadBenchmark(arguments.length == 0 ? 1_000_000 : Long.parseLong(arguments[0]));
        var names = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        for (String name : names.isEmpty() ? Samples.names() : names) {
            benchmark.load(Samples.named(name));
        }
    }

    private void load(Sample sample) throws SQLException, InterruptedException {
        try (var server = PostgresServer.builder().temporary().start()) {
            var watch = Stopwatch.of(server.dataDirectory());
            new SampleLoader(
                            () -> DriverManager.getConnection(
                                    server.jdbcUrl("postgres"), server.user(), server.password()),
                            LOADERS,
                            (phase, done, total) -> {})
                    .load(sample, new Dataset(rows, 1, Time.SYSTEM.now()));
            watch.report("%s, %,d rows of its largest table".formatted(sample.name(), rows));
        }
    }
}
