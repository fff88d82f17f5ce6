package io.howdah.engine.apply.run;

import java.time.Duration;

/**
 * How hard work in batches may press the server.
 *
 * @param batch how long a batch is to take; its size follows from what the last ones took. Writers of its rows wait no longer
 * @param rest how long to rest after a batch, as a share of what it took: 1 leaves half of the time to others
 * @param lag by which a standby may be behind before we wait for it
 * @param retainedBytes of WAL that a replication slot may hold back before we wait for it
 */
public record Pace(Duration batch, double rest, Duration lag, long retainedBytes) {

    /** What suits a server in use. */
    public static final Pace GENTLE = new Pace(Duration.ofMillis(25), 0.25, Duration.ofSeconds(5), 4L << 30);

    /** Without a rest; still in batches, and still no faster than standbys can follow. */
    public static final Pace FULL = new Pace(Duration.ofMillis(25), 0, Duration.ofSeconds(30), 16L << 30);

    public Pace batch(Duration duration) {
        return new Pace(duration, rest, lag, retainedBytes);
    }

    public Pace rest(double share) {
        return new Pace(batch, share, lag, retainedBytes);
    }
}
