package io.howdah.samples.load;

import io.howdah.samples.model.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * Runs work on several connections side by side. The first failure, or an interrupt of the caller, cancels what runs on the
 * server and lets nothing new begin; the call returns when all of it has ended.
 */
final class SideBySide {

    /** Work on a connection of its own, in autocommit mode. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    private final ConnectionSource connections;
    private final int threads;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    SideBySide(ConnectionSource connections, int threads) {
        this.connections = connections;
        this.threads = threads;
    }

    void run(List<Work> work) throws SQLException, InterruptedException {
        var executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("load-", 1).daemon().factory());
        try {
            await(executor, work);
        } finally {
            end(executor);
        }
    }

    private void await(ExecutorService executor, List<Work> work) throws SQLException, InterruptedException {
        var running = new ExecutorCompletionService<Void>(executor);
        for (var piece : work) {
            running.submit(() -> {
                onConnection(piece);
                return null;
            });
        }
        for (int ended = 0; ended < work.size(); ended++) {
            try {
                running.take().get();
            } catch (ExecutionException failure) {
                throw asThrown(failure);
            }
        }
    }

    private void onConnection(Work piece) throws SQLException {
        try (var connection = connections.open()) {
            open.add(connection);
            try {
                piece.run(connection);
            } finally {
                open.remove(connection);
            }
        }
    }

    /** A statement may begin just after it was to be cancelled, so cancelling is repeated until all threads have ended. */
    private void end(ExecutorService executor) {
        executor.shutdownNow();
        var interrupted = false;
        while (!executor.isTerminated()) {
            new ArrayList<>(open).forEach(SideBySide::cancel);
            try {
                executor.awaitTermination(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException unreachable) {
            // The server is gone, and with it what was to be cancelled: the thread hears of that by itself.
        }
    }

    private static SQLException asThrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case SQLException refused -> refused;
            case RuntimeException bug -> throw bug;
            case Error fatal -> throw fatal;
            case null, default -> throw new IllegalStateException(failure);
        };
    }
}
