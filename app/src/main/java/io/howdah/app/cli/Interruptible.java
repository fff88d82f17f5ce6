package io.howdah.app.cli;

import io.howdah.app.stage.ApplyStage;
import io.howdah.engine.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Runs the program in a thread that Ctrl-C interrupts and then waits for, so that a command can put things back before the
 * process ends.
 */
public final class Interruptible {

    /** For whatever only reads. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Long enough to cancel a running index build and to drop its remainder. */
    private static final Duration PATIENCE_WITH_CHANGES = Duration.ofSeconds(75);

    private static final int INTERRUPTED = 130;

    private static volatile boolean stopping;

    private Interruptible() {}

    /** Whether the user asked to stop; what fails from then on fails because of that. */
    static boolean stopping() {
        return stopping;
    }

    /** The program's exit code, or that of an interruption. */
    public static int run(IntSupplier program) {
        var code = new AtomicInteger(INTERRUPTED);
        var worker = new Thread(() -> code.set(program.getAsInt()), "howdah");
        var hook = new Thread(() -> stop(worker), "howdah-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        worker.start();
        join(worker);
        remove(hook);
        return code.get();
    }

    private static void stop(Thread worker) {
        stopping = true;
        worker.interrupt();
        var time = Time.SYSTEM;
        long began = time.nanos();
        while (worker.isAlive() && time.nanos() - began < patience().toNanos()) {
            time.sleep(Duration.ofMillis(20));
        }
    }

    private static Duration patience() {
        return ApplyStage.underWay() ? PATIENCE_WITH_CHANGES : PATIENCE;
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The hook is what ended the program; the exit code is the signal's own.
        }
    }
}
