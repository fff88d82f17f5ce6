package io.howdah.samples.drive;

import java.util.concurrent.atomic.AtomicLong;

/** What the threads of a run tell each other: how far it is, and that it is to end. */
final class RunControl {

    private final RunListener listener;
    private final long total;
    private final long endNanos;
    private final AtomicLong done = new AtomicLong();
    private volatile boolean stopped;
    private volatile boolean cancelled;

    /** For a run of so many actions (0 when unknown) that ends at this value of the nanosecond counter at the latest. */
    RunControl(RunListener listener, long total, long endNanos) {
        this.listener = listener;
        this.total = total;
        this.endNanos = endNanos;
    }

    void actionDone() {
        listener.progress(done.incrementAndGet(), total);
    }

    /** Lets the clients finish what they are doing. */
    void stop() {
        stopped = true;
    }

    /** Lets the clients finish nothing; what fails from now on is no error. */
    void cancel() {
        cancelled = true;
        stopped = true;
    }

    boolean isEnding() {
        return stopped || System.nanoTime() - endNanos >= 0;
    }

    boolean isCancelled() {
        return cancelled;
    }
}
