package io.howdah.samples.drive;

import java.util.Comparator;
import java.util.List;

/**
 * What a run measured of one statement.
 *
 * @param rows rows returned or written, over all calls
 * @param errors calls that failed; they are not among the calls
 * @param calls every call, the fastest first
 */
public record StatementRun(String name, String text, boolean fine, long rows, long errors, List<Call> calls) {

    public StatementRun {
        calls = calls.stream().sorted(Comparator.comparingLong(Call::nanos)).toList();
    }

    public long count() {
        return calls.size();
    }

    public double totalMs() {
        return calls.stream().mapToLong(Call::nanos).sum() / 1e6;
    }

    public double meanMs() {
        return calls.isEmpty() ? 0 : totalMs() / calls.size();
    }

    public double p50Ms() {
        return percentileMs(0.50);
    }

    public double p95Ms() {
        return percentileMs(0.95);
    }

    public double p99Ms() {
        return percentileMs(0.99);
    }

    public double maxMs() {
        return percentileMs(1);
    }

    /** The least latency that this share of the calls did not exceed (nearest rank). */
    public double percentileMs(double share) {
        if (calls.isEmpty()) {
            return 0;
        }
        var rank = (int) Math.ceil(share * calls.size());
        return calls.get(Math.max(rank, 1) - 1).ms();
    }

    /** The calls that took longer than this, the slowest last. */
    public List<Call> slowerThan(double ms) {
        return calls.stream().filter(call -> call.ms() > ms).toList();
    }
}
