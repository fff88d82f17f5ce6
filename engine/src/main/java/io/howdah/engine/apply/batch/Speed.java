package io.howdah.engine.apply.batch;

import io.howdah.engine.Time;
import java.time.Duration;
import java.util.ArrayDeque;

/** Rows in a second, lately. */
final class Speed {

    private static final Duration LATELY = Duration.ofSeconds(10);

    private record Sample(long at, long rows) {}

    private final Time time;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private long rows;

    Speed(Time time) {
        this.time = time;
        samples.add(new Sample(time.nanos(), 0));
    }

    void advanced(long more) {
        rows += more;
        long now = time.nanos();
        samples.add(new Sample(now, rows));
        while (samples.size() > 2 && now - samples.getFirst().at() > LATELY.toNanos()) {
            samples.removeFirst();
        }
    }

    double perSecond() {
        var first = samples.getFirst();
        long nanos = time.nanos() - first.at();
        return nanos <= 0 ? 0 : (rows - first.rows()) * 1e9 / nanos;
    }
}
