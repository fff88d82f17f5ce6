package io.howdah.engine.apply.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How strong locks are asked for. All who come after a request that waits stand behind it; so a lock is asked for without
 * waiting, again and again, and only as the last resort in the queue, shortly.
 *
 * @param writer how long any writer may wait because of us, in all: our time in the queue and the time for which we hold the lock
 * @param probing for how long a lock is asked for without ever standing in its queue
 * @param patience after which the lock is given up
 * @param pause between two requests on average; jittered, so that two tools fall out of step
 */
public record LockBudget(Duration writer, Duration probing, Duration patience, Duration pause) {

    /** A tenth of a second for a writer; half a minute of asking, ten minutes in all. */
    public static final LockBudget DEFAULT = new LockBudget(
            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMillis(20));

    /** The server's {@code deadlock_timeout}, after which autovacuum gives way, is 1 s unless it was set otherwise. */
    static final Duration AUTOVACUUM_GIVES_WAY = Duration.ofSeconds(3);

    /** Our first stay in a queue; each further one is twice as long, up to half of what a writer may wait. */
    private static final Duration FIRST_STAY = Duration.ofMillis(5);

    public LockBudget patience(Duration longest) {
        return new LockBudget(writer, probing, longest, pause);
    }

    public LockBudget probing(Duration longest) {
        return new LockBudget(writer, longest, patience, pause);
    }

    public LockBudget writer(Duration longest) {
        return new LockBudget(longest, probing, patience, pause);
    }

    /** The pause after a request, between half and one and a half of the average. */
    Duration pause(RandomGenerator random) {
        long nanos = pause.toNanos();
        return Duration.ofNanos(nanos / 2 + random.nextLong(nanos + 1));
    }

    /** The pause after a stay in the queue: long enough for those who stood behind us to be done. */
    Duration rest(Duration stay, RandomGenerator random) {
        return stay.multipliedBy(4).plus(pause(random));
    }

    /** How long to stand in the queue, at the n-th time, counted from 0. */
    Duration stay(int time) {
        var doubled = FIRST_STAY.multipliedBy(1L << Math.min(time, 10));
        var half = writer.dividedBy(2);
        return doubled.compareTo(half) < 0 ? doubled : half;
    }
}
