package io.howdah.app.demo;

import io.howdah.app.stage.Advised;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.verify.Comparison;
import io.howdah.engine.verify.Judgement;
import io.howdah.engine.verify.StatementComparison;
import io.howdah.samples.drive.LockWait;
import io.howdah.samples.drive.Run;
import io.howdah.samples.drive.Stall;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration showed.
 *
 * @param application null where there was nothing to apply
 * @param during the workload's own run while the advice was applied; null where there was nothing to apply
 * @param stalls calls that stalled meanwhile, judged by the run before
 * @param comparison the run before with the run after
 * @param verdicts in the order of the advice
 * @param total from the start of the server to here
 */
public record DemoResult(
        DemoOptions options,
        Conditions conditions,
        Advised advised,
        @Nullable Application application,
        Run before,
        @Nullable Run during,
        Run after,
        List<Stall> stalls,
        Comparison comparison,
        List<Verdict> verdicts,
        Duration total) {

    /** What became of a piece of advice. */
    public record Verdict(Advice advice, Judgement judgement) {}

    /** Where it was measured. */
    public record Conditions(
            String server, String system, int processors, String java, String database, long bytes, int clients) {}

    public double beforeMs() {
        return before.totalMs();
    }

    public double afterMs() {
        return after.totalMs();
    }

    /** Waits of the application for locks that it did not hold itself. */
    public List<LockWait> lockWaits() {
        return during == null ? List.of() : during.waitsForOthers();
    }

    /** Errors that the application saw while the advice was applied. */
    public int errors() {
        return during == null ? 0 : during.errors().size();
    }

    /** The longest wait on a lock, or the largest excess of a stalled call over its usual p99; 0 where there was neither. */
    public double longestStallMs() {
        double stall = stalls.stream().mapToDouble(Stall::excessMs).max().orElse(0);
        double wait = lockWaits().stream()
                .mapToDouble(w -> w.atLeast().toNanos() / 1e6)
                .max()
                .orElse(0);
        return Math.max(stall, wait);
    }

    /** Statements that ran on both sides. */
    public List<StatementComparison> compared() {
        return comparison.statements().stream()
                .filter(s -> s.before() != null && s.after() != null)
                .toList();
    }
}
