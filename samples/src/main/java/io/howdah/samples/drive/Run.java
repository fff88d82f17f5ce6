package io.howdah.samples.drive;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run measured.
 *
 * @param statements in the workload's order; transactions end in a statement {@code commit} of their own
 * @param lockWaits as sampled, so that a wait of a few milliseconds may have been missed
 */
public record Run(Duration wall, List<StatementRun> statements, List<RunError> errors, List<LockWait> lockWaits) {

    /** The latencies of all calls together. */
    public double totalMs() {
        return statements.stream().mapToDouble(StatementRun::totalMs).sum();
    }

    public long calls() {
        return statements.stream().mapToLong(StatementRun::count).sum();
    }

    public Optional<StatementRun> statement(String name) {
        return statements.stream()
                .filter(statement -> statement.name().equals(name))
                .findFirst();
    }

    /** The calls of this run that stalled when judged by another run, the worst first. */
    public List<Stall> stallsAgainst(Run usual) {
        return statements.stream()
                .flatMap(statement ->
                        usual.statement(statement.name()).stream().flatMap(before -> stalls(statement, before.p99Ms())))
                .sorted(Comparator.comparingDouble(Stall::excessMs).reversed())
                .toList();
    }

    /** Waits for locks that the workload's own clients did not hold. */
    public List<LockWait> waitsForOthers() {
        return lockWaits.stream().filter(wait -> !wait.blockerIsClient()).toList();
    }

    private static Stream<Stall> stalls(StatementRun statement, double usualMs) {
        return statement.slowerThan(usualMs + Stall.NOTICED_MS).stream()
                .map(call -> new Stall(statement.name(), Duration.ofNanos(call.atNanos()), call.ms(), usualMs));
    }
}
