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
 * @param pace of work in batches
 * @param undoWindow for how long what undo needs is kept; null until it is said that it need not be kept any more
 * @param maintenanceWorkMem for the builds, such as {@code 1GB}; null leaves the server's own
 * @param ignoreDisk whether to begin though the disk seems too small
 */
public record ApplyOptions(
        String tool,
        Duration sampling,
        Duration runnerPatience,
        Duration cleaningPatience,
        LockBudget lockBudget,
        Pace pace,
        @Nullable Duration undoWindow,
        @Nullable String maintenanceWorkMem,
        boolean ignoreDisk) {

    /** What suits a server in use. */
    public static ApplyOptions of(String tool) {
        return new ApplyOptions(
                tool,
                Duration.ofMillis(500),
                Duration.ofSeconds(8),
                Duration.ofSeconds(60),
                LockBudget.DEFAULT,
                Pace.GENTLE,
                null,
                null,
                false);
    }

    public ApplyOptions sampling(Duration value) {
        return new ApplyOptions(
                tool,
                value,
                runnerPatience,
                cleaningPatience,
                lockBudget,
                pace,
                undoWindow,
                maintenanceWorkMem,
                ignoreDisk);
    }

    public ApplyOptions runnerPatience(Duration value) {
        return new ApplyOptions(
                tool, sampling, value, cleaningPatience, lockBudget, pace, undoWindow, maintenanceWorkMem, ignoreDisk);
    }

    public ApplyOptions cleaningPatience(Duration value) {
        return new ApplyOptions(
                tool, sampling, runnerPatience, value, lockBudget, pace, undoWindow, maintenanceWorkMem, ignoreDisk);
    }

    public ApplyOptions lockBudget(LockBudget value) {
        return new ApplyOptions(
                tool,
                sampling,
                runnerPatience,
                cleaningPatience,
                value,
                pace,
                undoWindow,
                maintenanceWorkMem,
                ignoreDisk);
    }

    public ApplyOptions pace(Pace value) {
        return new ApplyOptions(
                tool,
                sampling,
                runnerPatience,
                cleaningPatience,
                lockBudget,
                value,
                undoWindow,
                maintenanceWorkMem,
                ignoreDisk);
    }

    public ApplyOptions undoWindow(@Nullable Duration value) {
        return new ApplyOptions(
                tool,
                sampling,
                runnerPatience,
                cleaningPatience,
                lockBudget,
                pace,
                value,
                maintenanceWorkMem,
                ignoreDisk);
    }

    public ApplyOptions maintenanceWorkMem(@Nullable String value) {
        return new ApplyOptions(
                tool, sampling, runnerPatience, cleaningPatience, lockBudget, pace, undoWindow, value, ignoreDisk);
    }

    public ApplyOptions ignoreDisk(boolean value) {
        return new ApplyOptions(
                tool,
                sampling,
                runnerPatience,
                cleaningPatience,
                lockBudget,
                pace,
                undoWindow,
                maintenanceWorkMem,
                value);
    }
}
