package io.howdah.engine.apply.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a short statement may stand in the queue for a lock, where all who come after it wait behind it, and how often
 * it may try again.
 *
 * @param timeout of each attempt; kept well below what a user would notice
 * @param attempts in all
 * @param firstPause after the first attempt; doubled each time
 * @param longestPause which the doubling does not exceed
 */
public record LockBudget(Duration timeout, int attempts, Duration firstPause, Duration longestPause) {

    /** A tenth of a second in the queue, for about a minute and a half in all. */
    public static final LockBudget DEFAULT =
            new LockBudget(Duration.ofMillis(100), 25, Duration.ofMillis(100), Duration.ofSeconds(5));

    /** The server's {@code deadlock_timeout}, after which autovacuum gives way, is 1 s unless it was set otherwise. */
    private static final Duration AUTOVACUUM_GIVES_WAY = Duration.ofSeconds(3);

    /** The same for a lock behind which no reader and no writer waits. */
    public LockBudget behindMaintenance() {
        return new LockBudget(AUTOVACUUM_GIVES_WAY, attempts, firstPause, longestPause);
    }

    /** The same without another try. */
    public LockBudget once() {
        return new LockBudget(AUTOVACUUM_GIVES_WAY, 1, firstPause, longestPause);
    }

    /** The pause after an attempt, counted from 1, with jitter of half its length so that two tools fall out of step. */
    public Duration pause(int attempt, RandomGenerator random) {
        long millis = firstPause.toMillis() << Math.min(attempt - 1, 20);
        long capped = Math.min(millis, longestPause.toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }
}
