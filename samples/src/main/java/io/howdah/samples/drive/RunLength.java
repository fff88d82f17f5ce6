package io.howdah.samples.drive;

import java.time.Duration;

/** When a run ends. */
public sealed interface RunLength {

    /** Longer than anybody waits, and short enough to be counted in nanoseconds. */
    Duration ENDLESS = Duration.ofDays(3650);

    /** In a run by calls, each action is done at least so often. */
    int LEAST_CALLS = 10;

    /** After so many actions over all clients. */
    record Calls(int actions) implements RunLength {}

    /** When a time has passed; what is running then is finished. */
    record Time(Duration duration) implements RunLength {}

    /** So many actions; at least {@link #LEAST_CALLS} of each, so a small number is raised. */
    static RunLength calls(int actions) {
        return new Calls(actions);
    }

    static RunLength duration(Duration duration) {
        return new Time(duration);
    }

    /** Until it is stopped. */
    static RunLength endless() {
        return new Time(ENDLESS);
    }
}
