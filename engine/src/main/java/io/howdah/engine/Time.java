package io.howdah.engine;

import java.time.Duration;
import java.time.Instant;

/** The only place that reads a clock or sleeps, so that whatever waits can be tested without waiting. */
public interface Time {

    /** The machine's own clock. */
    Time SYSTEM = new SystemTime();

    Instant now();

    /** Nanoseconds since an arbitrary origin; for measuring durations. */
    long nanos();

    /** Sleeps; an interrupt becomes a {@link Problem} of kind {@code INTERRUPTED} with the interrupt flag kept. */
    void sleep(Duration duration);
}
