package io.howdah.samples.drive;

import io.howdah.samples.model.ConnectionSource;
import io.howdah.samples.workload.Workload;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Plays a workload with several clients, each on a connection of its own. With the same seed, number of clients and length,
 * each client does the same actions in the same order with the same parameters; keys of new rows alone are always new.
 *
 * @param pause how long each client rests between two actions
 */
public record WorkloadDriver(ConnectionSource connections, Workload workload, int clients, long seed, Duration pause) {

    /** Clients that never rest. */
    public WorkloadDriver(ConnectionSource connections, Workload workload, int clients, long seed) {
        this(connections, workload, clients, seed, Duration.ZERO);
    }

    /** Clients that rest between two actions, so that the server has time for something else. */
    public WorkloadDriver resting(Duration pause) {
        return new WorkloadDriver(connections, workload, clients, seed, pause);
    }

    /** Plays to the end; when the thread is interrupted, everything is cancelled first. */
    public Run run(RunLength length, RunListener listener) throws SQLException, InterruptedException {
        try (var run = start(length, listener)) {
            return run.await();
        }
    }

    /** Begins to play while the caller does something else. */
    public BackgroundRun start(RunLength length, RunListener listener) throws SQLException {
        return new BackgroundRun(this, length, listener);
    }
}
