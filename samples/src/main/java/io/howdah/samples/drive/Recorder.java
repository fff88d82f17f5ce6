package io.howdah.samples.drive;

import io.howdah.samples.workload.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one client measured. Written by its thread only, read when that has ended. */
final class Recorder {

    /** The calls of one statement. */
    private static final class Measured {
        private final List<Call> calls = new ArrayList<>();
        private long rows;
        private long errors;
    }

    private final long begunNanos;
    private final Map<Statement, Measured> measured = new HashMap<>();
    private final List<RunError> errors = new ArrayList<>();

    /** A recorder for a run that began at this value of the process's nanosecond counter. */
    Recorder(long begunNanos) {
        this.begunNanos = begunNanos;
    }

    void succeeded(Statement statement, long fromNanos, long toNanos, long rows) {
        var of = of(statement);
        of.calls.add(new Call(fromNanos - begunNanos, toNanos - fromNanos));
        of.rows += rows;
    }

    void failed(Statement statement) {
        of(statement).errors++;
    }

    void error(String during, String sqlState, String message) {
        errors.add(new RunError(during, Duration.ofNanos(System.nanoTime() - begunNanos), sqlState, message));
    }

    private Measured of(Statement statement) {
        return measured.computeIfAbsent(statement, key -> new Measured());
    }

    /** One statement over all clients. */
    static StatementRun merge(Statement statement, List<Recorder> recorders) {
        var parts = recorders.stream().map(recorder -> recorder.of(statement)).toList();
        return new StatementRun(
                statement.name(),
                statement.text(),
                statement.fine(),
                parts.stream().mapToLong(part -> part.rows).sum(),
                parts.stream().mapToLong(part -> part.errors).sum(),
                parts.stream().flatMap(part -> part.calls.stream()).toList());
    }

    static List<RunError> errors(List<Recorder> recorders) {
        return recorders.stream().flatMap(recorder -> recorder.errors.stream()).toList();
    }
}
