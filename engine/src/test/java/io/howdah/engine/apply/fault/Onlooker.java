package io.howdah.engine.apply.fault;

import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Sees what is told of a change, and does something once when rows have begun to be copied. */
final class Onlooker implements ApplyListener {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> slowedBy = new CopyOnWriteArrayList<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Runnable atFirstRows;
    private volatile long rows;

    Onlooker(Runnable atFirstRows) {
        this.atFirstRows = atFirstRows;
    }

    @Override
    public void on(ApplyEvent event) {
        switch (event) {
            case ApplyEvent.Advanced(var step, var progress) -> {
                rows = progress.rows();
                var why = progress.slowedBy();
                slowedBy.add(why == null ? "" : why);
                if (begun.compareAndSet(false, true)) {
                    atFirstRows.run();
                }
            }
            case ApplyEvent.Told(var text) -> told.add(text);
            case ApplyEvent.Retrying retrying -> told.add("waits for " + retrying.blockers());
            case ApplyEvent.Started started -> {}
            case ApplyEvent.Running running -> {}
            case ApplyEvent.Ended ended -> {}
        }
    }

    List<String> told() {
        return told;
    }

    long rows() {
        return rows;
    }

    /** Why the last batches were slow; empty where nothing slowed them. */
    String slowedBy() {
        return slowedBy.isEmpty() ? "" : slowedBy.getLast();
    }

    static void await(BooleanSupplier condition, Duration longest, String what) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to this: " + what);
            }
            pause(Duration.ofMillis(50));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
