package io.howdah.engine.apply.run;

import java.time.Duration;

/**
 * How hard work in batches may press the server, and what it gives way to.
 *
 * @param batch how long a batch is to take; its size follows from what the last ones took. Writers of its rows wait no longer
 * @param rest how long to rest after a batch, as a share of what it took: 1 leaves half of the time to others
 * @param lag by which a standby may be behind before we wait for it
 * @param retainedBytes of WAL that a replication slot or a standby may hold back before we wait for it
 * @param slower how many times as long as before our work the statements of the application may take
 * @param checkpoints closer together than this are too close, where it is WAL that forces them
 * @param snapshot older than this keeps too many dead rows from being cleared away
 */
public record Pace(
        Duration batch,
        double rest,
        Duration lag,
        long retainedBytes,
        double slower,
        Duration checkpoints,
        Duration snapshot) {

    /** What suits a server in use. Checkpoints are to come half as often as by the default of {@code checkpoint_timeout}. */
    public static final Pace GENTLE = new Pace(
            Duration.ofMillis(25),
            0.25,
            Duration.ofSeconds(5),
            4L << 30,
            1.5,
            Duration.ofSeconds(150),
            Duration.ofMinutes(5));

    /**
     * Without a rest; still in batches, and still no faster than standbys can follow. Checkpoints are too close as
     * {@code checkpoint_warning} has it by default.
     */
    public static final Pace FULL = new Pace(
            Duration.ofMillis(25),
            0,
            Duration.ofSeconds(30),
            16L << 30,
            3,
            Duration.ofSeconds(30),
            Duration.ofHours(1));

    public Pace batch(Duration duration) {
        return new Pace(duration, rest, lag, retainedBytes, slower, checkpoints, snapshot);
    }

    public Pace rest(double share) {
        return new Pace(batch, share, lag, retainedBytes, slower, checkpoints, snapshot);
    }

    public Pace lag(Duration longest) {
        return new Pace(batch, rest, longest, retainedBytes, slower, checkpoints, snapshot);
    }

    public Pace retainedBytes(long most) {
        return new Pace(batch, rest, lag, most, slower, checkpoints, snapshot);
    }

    public Pace slower(double times) {
        return new Pace(batch, rest, lag, retainedBytes, times, checkpoints, snapshot);
    }
}
