package io.howdah.engine.apply.batch;

import io.howdah.engine.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that goes on when it is told to. */
final class TestTime implements Time {

    private long nanos;

    static TestTime of() {
        return new TestTime();
    }

    void passes(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        nanos += duration.toNanos();
    }
}
