package io.howdah.benchmarks.key;

import io.howdah.samples.drive.Run;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a way out on a copy by its printed SQL, with the statements that it is for before and after. */
final class DecisionTrial {

    private static final int RUNS = 5;

    private final Copies copies;
    private final Workload application;

    DecisionTrial(Copies copies, Workload application) {
        this.copies = copies;
        this.application = application;
    }

    /**
     * What came of it.
     *
     * @param failure the server's answer to the first SQL that it refused
     * @param statements their medians before and after
     * @param handedOver median of each statement that was handed over with its values
     * @param bytes of the database before less those after
     */
    record Result(Optional<String> failure, List<Measured> statements, List<Double> handedOver, long bytes) {}

    /** A statement's median in milliseconds; NaN after where it no longer runs. */
    record Measured(String name, double before, double after) {}

    Result run(Way way, List<String> statements) throws SQLException, InterruptedException {
        var concerned = only(Set.copyOf(statements));
        try (var copy = copies.of("howdah_trial")) {
            var before = concerned.isEmpty() ? null : play(copy, concerned.get());
            long bytesBefore;
            Optional<String> failure;
            List<Double> handedOver = List.of();
            long bytesAfter;
            try (var connection = copy.connect()) {
                bytesBefore = bytes(connection);
                failure = apply(connection, way.sql());
                bytesAfter = bytes(connection);
                if (failure.isEmpty()) {
                    handedOver = medians(connection, way.statements());
                }
            }
            var after = failure.isPresent() || concerned.isEmpty() ? null : play(copy, concerned.get());
            return new Result(failure, compared(statements, before, after), handedOver, bytesBefore - bytesAfter);
        }
    }

    private Optional<Workload> only(Set<String> statements) {
        var actions = application.actions().stream()
                .filter(a -> a.statements().stream().anyMatch(s -> statements.contains(s.name())))
                .map(a -> new Action(a.name(), 1, a.statements(), a.script()))
                .toList();
        return actions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Workload(application.application(), actions, actions.size(), application.now()));
    }

    private static Run play(Copies.Copy copy, Workload workload) throws SQLException, InterruptedException {
        return new WorkloadDriver(copy::connect, workload, 1, 1)
                .run(RunLength.calls(workload.usualCalls()), RunListener.none());
    }

    private static Optional<String> apply(Connection connection, List<String> sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var command : sql) {
                try {
                    statement.execute(command);
                } catch (SQLException e) {
                    return Optional.of(command.lines().findFirst().orElse("") + ": " + e.getMessage());
                }
            }
            statement.execute("VACUUM ANALYZE");
        }
        return Optional.empty();
    }

    private static long bytes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Of statements without parameters; those with some cannot be sent as they are. */
    private static List<Double> medians(Connection connection, List<String> statements) throws SQLException {
        var medians = new ArrayList<Double>();
        for (var sql : statements) {
            if (!sql.contains("$1")) {
                medians.add(median(connection, sql));
            }
        }
        return medians;
    }

    private static double median(Connection connection, String sql) throws SQLException {
        var times = new double[RUNS];
        try (var statement = connection.createStatement()) {
            for (int i = 0; i < RUNS; i++) {
                long began = System.nanoTime();
                statement.execute(sql);
                times[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[RUNS / 2];
    }

    private static List<Measured> compared(List<String> statements, @Nullable Run before, @Nullable Run after) {
        return before == null
                ? List.of()
                : statements.stream()
                        .map(s -> new Measured(s, p50(before, s), after == null ? Double.NaN : p50(after, s)))
                        .toList();
    }

    private static double p50(Run run, String statement) {
        return run.statement(statement)
                .filter(s -> s.count() > 0)
                .map(s -> s.p50Ms())
                .orElse(Double.NaN);
    }
}
