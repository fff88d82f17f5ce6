package io.howdah.samples.drive;

import java.time.Duration;

/**
 * A client of the workload that was seen waiting for a heavyweight lock.
 *
 * @param statement the text that waited
 * @param event the kind of lock, as pg_stat_activity.wait_event names it
 * @param at when it was first seen, since the beginning of the run
 * @param atLeast how long it had waited when it was last seen
 * @param blockerIsClient whether the one in the way was the workload itself
 */
public record LockWait(
        String statement,
        String event,
        Duration at,
        Duration atLeast,
        int blockerPid,
        String blockerApplication,
        String blockerStatement,
        boolean blockerIsClient) {}
