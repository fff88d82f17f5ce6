package io.howdah.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does independent work at the same time. */
public final class SideBySide {

    private SideBySide() {}

    /**
     * What came of the tasks, in their order. Of failures the first in that order is passed on as it is; what has not begun by then is left
     * undone, and what is under way is interrupted and waited for. So it is when the caller is interrupted.
     */
    public static <T> List<T> all(int threads, List<? extends Callable<T>> tasks) {
        var factory = Thread.ofPlatform().daemon().name("howdah-", 1).factory();
        try (var workers = Executors.newFixedThreadPool(Math.max(1, threads), factory)) {
            try {
                var results = new ArrayList<T>();
                for (var running : tasks.stream().map(workers::submit).toList()) {
                    results.add(result(running));
                }
                return results;
            } catch (RuntimeException | Error e) {
                workers.shutdownNow();
                throw e;
            }
        }
    }

    private static <T> T result(Future<T> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "interrupted", e);
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            switch (cause) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw Problem.internal("a task failed: " + cause, e);
            }
        }
    }
}
