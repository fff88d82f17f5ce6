package io.howdah.engine.apply.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to carry changes out.
 *
 * @param tool the version that the journal names
 * @param sampling how often progress is looked at
 * @param runnerPatience how long to wait for another runner to end before giving up
 * @param cleaningPatience how long to wait while the remainder of a failed build is dropped
 * @param lockBudget for statements that take strong locks
 * @param maintenanceWorkMem for the builds, such as {@code 1GB}; null leaves the server's own
 */
public record ApplyOptions(
        String tool,
        Duration sampling,
        Duration runnerPatience,
        Duration cleaningPatience,
        LockBudget lockBudget,
        @Nullable String maintenanceWorkMem) {

    /** What suits a server in use. */
    public static ApplyOptions of(String tool) {
        return new ApplyOptions(
                tool, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofSeconds(60), LockBudget.DEFAULT, null);
    }

    public ApplyOptions sampling(Duration every) {
        return new ApplyOptions(tool, every, runnerPatience, cleaningPatience, lockBudget, maintenanceWorkMem);
    }

    public ApplyOptions runnerPatience(Duration patience) {
        return new ApplyOptions(tool, sampling, patience, cleaningPatience, lockBudget, maintenanceWorkMem);
    }

    public ApplyOptions cleaningPatience(Duration patience) {
        return new ApplyOptions(tool, sampling, runnerPatience, patience, lockBudget, maintenanceWorkMem);
    }

    public ApplyOptions lockBudget(LockBudget budget) {
        return new ApplyOptions(tool, sampling, runnerPatience, cleaningPatience, budget, maintenanceWorkMem);
    }

    public ApplyOptions maintenanceWorkMem(@Nullable String memory) {
        return new ApplyOptions(tool, sampling, runnerPatience, cleaningPatience, lockBudget, memory);
    }
}
