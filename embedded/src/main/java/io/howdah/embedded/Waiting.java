package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that the system does not tell of. */
final class Waiting {

    private static final long SHORTEST_MILLIS = 2;
    private static final long LONGEST_MILLIS = 25;

    private Waiting() {}

    /** Waits until a condition holds; false if it does not in time. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        var pause = SHORTEST_MILLIS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            pause(pause);
            pause = Math.min(LONGEST_MILLIS, pause + 1);
        }
        return true;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException(Reason.CLOSED, "Interrupted while waiting for PostgreSQL.", e);
        }
    }
}
