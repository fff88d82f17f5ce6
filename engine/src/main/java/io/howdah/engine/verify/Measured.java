package io.howdah.engine.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the calls of one statement took in one window.
 *
 * @param calls how often it ran
 * @param stddevMs standard deviation of its calls
 * @param p95Ms which 95 of 100 calls did not exceed; null where single calls were not timed
 * @param blocksPerCall shared blocks read or found in the cache; NaN where they were not counted
 * @param latenciesMs of the single calls; empty where they were not timed
 */
public record Measured(
        String statementId,
        String text,
        long calls,
        double meanMs,
        double stddevMs,
        @Nullable Double p95Ms,
        double blocksPerCall,
        List<Double> latenciesMs) {

    public Measured {
        latenciesMs = List.copyOf(latenciesMs);
    }

    /** Where only the server's sums are known, as in pg_stat_statements. */
    public static Measured summed(
            String statementId, String text, long calls, double meanMs, double stddevMs, double blocksPerCall) {
        return new Measured(statementId, text, calls, meanMs, stddevMs, null, blocksPerCall, List.of());
    }

    /** Where each call was timed. */
    public static Measured timed(String statementId, String text, List<Double> latenciesMs) {
        long calls = latenciesMs.size();
        double mean =
                latenciesMs.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares = latenciesMs.stream()
                .mapToDouble(ms -> (ms - mean) * (ms - mean))
                .sum();
        double deviation = calls < 2 ? 0 : Math.sqrt(squares / (calls - 1));
        var sorted = latenciesMs.stream().sorted().toList();
        var p95 = sorted.isEmpty() ? null : sorted.get((int) Math.ceil(0.95 * calls) - 1);
        return new Measured(statementId, text, calls, mean, deviation, p95, Double.NaN, latenciesMs);
    }

    public double totalMs() {
        return calls * meanMs;
    }

    boolean timed() {
        return !latenciesMs.isEmpty();
    }
}
